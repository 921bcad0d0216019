-- Files of decks that are made in the background.

create table deck_file (
  deck_file_id integer generated always as identity,
  deck_id integer not null,
  deck_changed_at timestamptz not null,
  policy text collate "C" not null,
  format text collate "C" not null,
  settings text not null,
  name text collate "C" not null,
  state text collate "C" not null default 'waiting',
  figures integer not null,
  figures_done integer not null default 0,
  reason text,
  content bytea,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint deck_file_pkey primary key (deck_file_id),
  constraint deck_file_deck_fkey foreign key (deck_id) references deck (deck_id) on delete cascade,
  constraint deck_file_policy_check check (policy ~ '^[a-z0-9-]{1,40}$'),
  constraint deck_file_format_check check (format in ('pptx', 'pdf', 'docx', 'xlsx')),
  constraint deck_file_settings_check check (octet_length(settings) <= 1024),
  constraint deck_file_name_check check (name ~ '^[a-z0-9-]{1,200}\.[a-z]{3,4}$'),
  constraint deck_file_state_check check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  constraint deck_file_figures_check check (figures >= 0),
  constraint deck_file_figures_done_check check (figures_done between 0 and figures),
  constraint deck_file_reason_check check ((state = 'failed') = (reason is not null) and char_length(reason) between 1 and 2000),
  constraint deck_file_content_check check ((state = 'done') = (content is not null) and octet_length(content) between 1 and 104857600),
  constraint deck_file_ended_at_check check ((state in ('waiting', 'running')) = (ended_at is null))
);
comment on table deck_file is 'A file of a deck that was asked for: how far it is and how it ended, with the file itself once it is done. deck_changed_at is when the deck was changed last as it was read for the file; policy is what the file may show, and who sees by another does not get it; settings are the query string that chooses among files. Waiting and running ones belong to the running program: the next one ends them as failed. Older ones are deleted when another is asked for.';

-- Files are compressed already.
alter table deck_file alter column content set storage external;
