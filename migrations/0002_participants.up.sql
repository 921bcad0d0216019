-- The participants' values, one partition a data version. An import fills a table of its own, with checks made from
-- the version's catalogue (ranges, numbers of levels), and attaches it.

create table participant (
  data_version_id integer not null,
  participant_id integer not null,
  key text collate "C" not null,
  constraint participant_pkey primary key (data_version_id, participant_id),
  constraint participant_key_key unique (data_version_id, key),
  constraint participant_data_version_fkey foreign key (data_version_id)
    references data_version (data_version_id),
  constraint participant_id_check check (participant_id >= 0),
  constraint participant_key_check check (char_length(key) between 1 and 64)
) partition by list (data_version_id);
comment on table participant is 'Who is in a data version. participant_id counts from 0 in the byte order of the key, and is the row of the snapshot.';

create table measurement (
  data_version_id integer not null,
  participant_id integer not null,
  instrument_position smallint not null,
  time_position smallint not null,
  value double precision not null,
  constraint measurement_pkey primary key (data_version_id, participant_id, instrument_position, time_position),
  constraint measurement_participant_fkey foreign key (data_version_id, participant_id)
    references participant (data_version_id, participant_id),
  constraint measurement_instrument_position_check check (instrument_position >= 0),
  constraint measurement_time_position_check check (time_position >= 0),
  constraint measurement_value_check check (value between '-1e300' and '1e300')
) partition by list (data_version_id);
comment on table measurement is 'The scores, one a row: participant × instrument × time point → value. The truth from which score_codes is packed. A missing score has no row.';

create table packed_participant (
  data_version_id integer not null,
  participant_id integer not null,
  number_values double precision[] not null,
  category_codes smallint[] not null,
  flag_values boolean[] not null,
  date_values date[] not null,
  score_codes bytea not null,
  constraint packed_participant_pkey primary key (data_version_id, participant_id),
  constraint packed_participant_participant_fkey foreign key (data_version_id, participant_id)
    references participant (data_version_id, participant_id)
) partition by list (data_version_id);
comment on table packed_participant is 'One row a participant. The arrays hold the attributes: each counts only the variables of its kind, in catalogue order, null where missing (variable.array_position). score_codes holds unsigned 16-bit little-endian positions in instrument.value_table, instrument by instrument and within it time by time; 65535 where missing.';
alter table packed_participant alter column score_codes set storage external;
