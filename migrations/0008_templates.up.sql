-- Templates of companies for slides.

create table slide_template (
  name text collate "C" not null,
  content bytea not null,
  content_sha256 bytea not null,
  layout text not null,
  width_points integer not null,
  height_points integer not null,
  created_at timestamptz not null default now(),
  constraint slide_template_pkey primary key (name),
  constraint slide_template_name_check check (name ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  constraint slide_template_content_check check (octet_length(content) between 1 and 26214400),
  constraint slide_template_content_sha256_check check (octet_length(content_sha256) = 32),
  constraint slide_template_width_points_check check (width_points > 0),
  constraint slide_template_height_points_check check (height_points > 0)
);
comment on table slide_template is 'Files that slides may stand on, as they were given. The layout is that on which figures are put, the size that of their slides. Giving another under the same name takes its place.';
