-- Exhibits that left the program: an id is made of content, so what was asked is kept beside it.

create table exhibit (
  exhibit_id text collate "C" not null,
  study_code text collate "C" not null,
  figure_code text collate "C" not null,
  query text not null,
  created_at timestamptz not null default now(),
  constraint exhibit_pkey primary key (exhibit_id),
  constraint exhibit_id_check check (exhibit_id ~ '^[a-z_]{1,40}/[0-9a-f]{16}$'),
  constraint exhibit_study_code_check check (study_code ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint exhibit_figure_code_check check (figure_code ~ '^[a-z_]{1,40}$'),
  constraint exhibit_query_check check (octet_length(query) <= 65536)
);
comment on table exhibit is 'What to ask for an exhibit again: study, figure and the canonical query of its page, or the id of one that is too long (address). Never changed, only added; it outlives the study.';
