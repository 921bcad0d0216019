# Our figures by ggplot2, as somebody who knows it would draw them: its own colours, ticks and legends, theme_minimal. Of footnotes the first.
# Rscript peers.R FOLDER — reads trend, responders, compare and multiples (.json and .png) and ages.csv
# (age, selected), as saved from the pages, and writes NAME-ggplot2.png of the same pixels. Needs ggplot2, jsonlite and ragg.
suppressPackageStartupMessages({library(ggplot2); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
number <- function(value) if (is.null(value)) NA else value
exhibit <- function(name) fromJSON(file.path(folder, paste0(name, ".json")), simplifyVector = FALSE)
pixels <- function(name) {
  head <- readBin(file.path(folder, paste0(name, ".png")), "raw", 24)
  sapply(c(17, 21), function(at) readBin(head[at:(at + 3)], "integer", 1, 4, endian = "big"))
}
save <- function(name, plot) {
  size <- pixels(name)
  ggsave(file.path(folder, paste0(name, "-ggplot2.png")), plot + theme_minimal(base_size = 12), device = ragg::agg_png,
         width = size[1], height = size[2], units = "px", dpi = 192, bg = "white")
}
words <- function(exhibit, x, y) {
  wrap <- function(text, width) paste(strwrap(text, width), collapse = "\n")
  labs(title = wrap(exhibit$text$title, 95), subtitle = wrap(exhibit$text$subtitle, 115), x = x, y = y,
       caption = wrap(exhibit$text$footnotes[[1]], 150), colour = NULL, fill = NULL, linetype = NULL)
}
mean_of <- function(estimate) {
  mean <- if (is.list(estimate)) estimate$mean else NULL
  data.frame(value = number(mean$value), low = number(mean$interval$low), high = number(mean$interval$high))
}
columns <- function(list) data.frame(
  value = sapply(list$value, number), low = sapply(list$low, number), high = sapply(list$high, number))
bind <- function(parts) do.call(rbind, parts)

trend <- exhibit("trend"); figure <- trend$figure$trend
data <- bind(lapply(figure$series, function(series) bind(lapply(series$points, function(point)
  cbind(group = series$label, at = point$at, mean_of(point$estimate))))))
save("trend", ggplot(data, aes(at, value, colour = group, fill = group)) +
  geom_ribbon(aes(ymin = low, ymax = high), alpha = 0.2, colour = NA) + geom_line() + geom_point() +
  expand_limits(y = 0) + words(trend, figure$x$title, figure$y$title))

forest <- exhibit("compare"); figure <- forest$figure$forest
data <- bind(lapply(seq_along(figure$rows), function(place) { row <- figure$rows[[place]]
  cbind(place = place, label = row$label, numbers = paste(row$value, row$interval), mean_of(row$estimate)) }))
save("compare", ggplot(data, aes(value, reorder(label, -place))) + geom_vline(xintercept = figure$reference) +
  geom_pointrange(aes(xmin = low, xmax = high)) + words(forest, figure$x$title, NULL))

responders <- exhibit("responders"); figure <- responders$figure$responders
data <- bind(lapply(figure$series, function(series) cbind(
  group = series$label, of = series$denominator, at = unlist(series$curve$at), columns(series$curve$estimates))))
save("responders", ggplot(data, aes(at, value, colour = group, fill = group, linetype = of)) +
  geom_ribbon(aes(ymin = low, ymax = high), subset(data, !is.na(low)), alpha = 0.2, colour = NA) + geom_step() +
  geom_vline(xintercept = sapply(figure$marks, function(mark) mark$at), linetype = "dotted") +
  words(responders, figure$x$title, figure$y$title))

multiples <- exhibit("multiples"); figure <- multiples$figure$multiples
times <- sapply(figure$times, function(time) time$at)
data <- bind(lapply(figure$panels, function(panel) cbind(group = panel$label, at = times, columns(panel$means))))
data$group <- factor(data$group, unique(data$group))
ghosts <- transform(data, other = group, group = NULL)
save("multiples", ggplot(data, aes(at, value)) + geom_line(aes(group = other), ghosts, colour = "grey85", na.rm = TRUE) +
  geom_ribbon(aes(ymin = low, ymax = high), subset(data, !is.na(low)), alpha = 0.2) + geom_line(na.rm = TRUE) + facet_wrap(~group, ncol = 3) +
  expand_limits(y = 0) + words(multiples, figure$x$title, figure$y$title))

people <- read.csv(file.path(folder, "ages.csv"))
save("ages", ggplot(people, aes(age)) + geom_histogram(bins = 30, fill = NA, colour = "grey50") +
  geom_histogram(aes(age), subset(people, selected == 1), bins = 30) + labs(x = "age (years)", y = "people"))
