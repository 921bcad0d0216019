-- Bands of instruments, and which variables are scores of an instrument.

alter table instrument add column bands_source text;
alter table instrument add constraint instrument_bands_source_check check (bands_source <> '');
comment on column instrument.bands_source is 'The publication of the bands; null where the instrument has none.';

create table band (
  data_version_id integer not null,
  instrument_position smallint not null,
  position smallint not null,
  label text not null,
  low double precision not null,
  high double precision not null,
  constraint band_pkey primary key (data_version_id, instrument_position, position),
  constraint band_label_key unique (data_version_id, instrument_position, label),
  constraint band_low_key unique (data_version_id, instrument_position, low),
  constraint band_instrument_fkey foreign key (data_version_id, instrument_position)
    references instrument (data_version_id, position) on delete cascade,
  constraint band_position_check check (position >= 0),
  constraint band_label_check check (label = btrim(label) and label <> ''),
  constraint band_range_check
    check (low between '-1e300' and '1e300' and high between '-1e300' and '1e300' and low <= high)
);
comment on table band is 'What a score means: from low to high, both included, in ascending order over the whole range of the instrument.';

alter table variable add column score_of text collate "C";
alter table variable add constraint variable_score_of_check check (score_of is null or kind = 'number');
-- An import writes variables before instruments.
alter table variable add constraint variable_score_of_fkey
  foreign key (data_version_id, score_of) references instrument (data_version_id, code)
  deferrable initially deferred;
comment on column variable.score_of is 'The instrument, by code, of which a number is a score; null where it is of none.';
