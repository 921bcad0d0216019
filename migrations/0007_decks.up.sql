-- Decks: figures that were pinned, in an order, with words of their own.

create table deck (
  deck_id integer generated always as identity,
  name text not null,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint deck_pkey primary key (deck_id),
  constraint deck_name_check check (name = btrim(name) and char_length(name) between 1 and 120),
  constraint deck_version_check check (version >= 1)
);
comment on table deck is 'An ordered list of figures under a name. Its version counts changes of its name and of which figures it has in which order. A deleted one keeps its figures, so that the deletion can be undone.';

create unique index deck_name_key on deck (lower(name)) where deleted_at is null;

create table deck_item (
  deck_item_id integer generated always as identity,
  deck_id integer not null,
  place integer not null,
  version integer not null default 1,
  study_code text not null,
  figure text not null,
  query text not null,
  exhibit text not null,
  title text,
  note text,
  pinned_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint deck_item_pkey primary key (deck_item_id),
  constraint deck_item_deck_fkey foreign key (deck_id) references deck (deck_id) on delete cascade,
  constraint deck_item_place_check check (place >= 0),
  constraint deck_item_version_check check (version >= 1),
  constraint deck_item_study_code_check check (study_code ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint deck_item_figure_check check (figure ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint deck_item_query_check check (octet_length(query) <= 65536),
  constraint deck_item_exhibit_check check (char_length(exhibit) between 1 and 80),
  constraint deck_item_title_check check (char_length(title) between 1 and 200),
  constraint deck_item_note_check check (char_length(note) between 1 and 2000)
);
comment on table deck_item is 'A figure of a deck as the question that it answers: study, figure and the query of its page, asked again whenever the deck is drawn. exhibit is the id of the answer when it was pinned. Not tied to study, so that a study can go and come back. Its version counts changes of title and note. A removed one keeps its place, so that the removal can be undone.';

create index deck_item_order_idx on deck_item (deck_id, place, deck_item_id);
