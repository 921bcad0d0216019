# The workloads of benches/stats by R and its packages: times in milliseconds and the numbers found.
folder <- commandArgs(TRUE)[1]
column <- function(name) {
  file <- file.path(folder, paste0(name, ".f64"))
  readBin(file, "double", file.size(file) / 8, endian = "little")
}
answers <- character()
measured <- function(workload, program, run, most = 9) {
  first <- system.time(values <- run())[["elapsed"]]
  runs <- max(1, min(most, floor(20 / max(first, 1e-6))))
  times <- vapply(seq_len(runs), function(i) system.time(run(), gcFirst = FALSE)[["elapsed"]] * 1000, 0)
  list_of <- function(x) paste0("[", paste(format(as.numeric(x), digits = 17), collapse = ","), "]")
  answers <<- c(answers, sprintf('{"workload":"%s","program":"%s","times":%s,"values":%s}',
                                 workload, program, list_of(times), list_of(values)))
}
named <- function(package) paste(package, packageVersion(package))
has <- function(package) requireNamespace(package, quietly = TRUE)

x <- matrix(column("logistic_x"), ncol = 21)
event <- column("logistic_event")
measured("logistic", paste("R", getRversion()), function() {
  fit <- summary(glm(event ~ x - 1, family = binomial))$coefficients
  c(fit[, 1], fit[, 2])
})

data <- data.frame(y = column("slopes_y"), event = column("slopes_event"), t = column("slopes_visit"),
                   g = matrix(column("slopes_x"), ncol = 4)[, 3], subject = column("slopes_subject"))
if (has("lme4")) {
  measured("slopes", named("lme4"), function() {
    fit <- suppressWarnings(suppressMessages(lme4::lmer(y ~ t * g + (t | subject), data)))
    c(lme4::fixef(fit), lme4::REMLcrit(fit))
  })
}
if (has("geepack")) {
  measured("equations", named("geepack"), function() {
    fit <- summary(geepack::geeglm(event ~ t * g, family = binomial, data = data, id = subject,
                                   corstr = "exchangeable"))$coefficients
    c(fit[, 1], fit[, 2])
  })
}
if (has("nlme")) {
  visits <- data.frame(y = column("visits_y"), t = column("visits_visit"),
                       g = matrix(column("visits_x"), ncol = 4)[, 3], subject = column("visits_subject"))
  visits$visit <- as.integer(visits$t) + 1L
  measured("visits", named("nlme"), function() {
    fit <- nlme::gls(y ~ t * g, visits, correlation = nlme::corSymm(form = ~ visit | subject),
                     weights = nlme::varIdent(form = ~ 1 | visit))
    c(coef(fit), -2 * as.numeric(logLik(fit)))
  }, most = 1)
}
if (has("survival")) {
  library(survival)
  rows <- data.frame(time = column("hazards_time"), event = column("hazards_event"))
  z <- matrix(column("hazards_x"), ncol = 4)
  measured("hazards", named("survival"), function() coef(coxph(Surv(time, event) ~ z, rows)))
  rows <- data.frame(time = column("curves_time"), event = column("curves_event"))
  rows$group <- matrix(column("curves_x"), ncol = 4)[, 1]
  measured("curves", named("survival"), function() {
    fit <- survfit(Surv(time, event) ~ group, rows)
    ends <- tapply(fit$surv, rep(seq_along(fit$strata), fit$strata), function(s) s[length(s)])
    c(ends, survdiff(Surv(time, event) ~ group, rows)$chisq)
  })
}
if (has("boot")) {
  sample_of <- column("bootstrap")
  measured("bootstrap", named("boot"), function() {
    set.seed(1)
    fit <- boot::boot(sample_of, function(d, i) mean(d[i]), 9999)
    boot::boot.ci(fit, type = "bca", L = boot::empinf(fit, type = "jack"))$bca[4:5]
  }, most = 3)
}
cat("[", paste(answers, collapse = ",\n"), "]\n")
