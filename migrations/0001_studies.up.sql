-- Studies, their data versions and what each version consists of. Everything but the participants' values.

create table study (
  study_id integer generated always as identity,
  code text collate "C" not null,
  current_version_id integer,
  created_at timestamptz not null default now(),
  constraint study_pkey primary key (study_id),
  constraint study_code_key unique (code),
  constraint study_code_check check (code ~ '^[a-z][a-z0-9_]{0,39}$')
);
comment on table study is 'A programme or trial. Readers follow current_version_id, which an import moves in the transaction that brings the data.';

create table data_version (
  data_version_id integer generated always as identity,
  study_id integer not null,
  number integer not null,
  title text not null,
  description text not null,
  source text not null,
  assignment text not null,
  primary_instrument text not null,
  primary_time_point text not null,
  primary_grouping text,
  completer_flag text,
  time_unit text not null,
  mapping_sha256 text not null,
  participant_count bigint not null,
  measurement_count bigint not null,
  loaded_at timestamptz not null default now(),
  pruned_at timestamptz,
  constraint data_version_pkey primary key (data_version_id),
  constraint data_version_number_key unique (study_id, number),
  constraint data_version_study_key unique (study_id, data_version_id),
  constraint data_version_study_fkey foreign key (study_id) references study (study_id) on delete cascade,
  constraint data_version_number_check check (number >= 1),
  constraint data_version_time_unit_check check (time_unit in ('minute', 'hour', 'day', 'week', 'month', 'visit')),
  constraint data_version_mapping_sha256_check check (mapping_sha256 ~ '^[0-9a-f]{64}$'),
  constraint data_version_participant_count_check check (participant_count >= 0),
  constraint data_version_measurement_count_check check (measurement_count >= 0)
);
comment on table data_version is 'One load of a study: its whole contents and how they were described at that moment. completer_flag is the code of a flag variable, or null where completers are those observed at the primary time point. A pruned version keeps this row and its source files, as history.';

alter table study add constraint study_current_version_fkey
  foreign key (study_id, current_version_id) references data_version (study_id, data_version_id)
  deferrable initially deferred;

create table source_file (
  data_version_id integer not null,
  position smallint not null,
  name text not null,
  sha256 text not null,
  bytes bigint not null,
  constraint source_file_pkey primary key (data_version_id, position),
  constraint source_file_data_version_fkey foreign key (data_version_id)
    references data_version (data_version_id) on delete cascade,
  constraint source_file_position_check check (position >= 0),
  constraint source_file_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint source_file_bytes_check check (bytes >= 0)
);
comment on table source_file is 'The files a data version was loaded from, in the order given.';

create table time_point (
  data_version_id integer not null,
  position smallint not null,
  code text collate "C" not null,
  label text not null,
  time_offset double precision,
  constraint time_point_pkey primary key (data_version_id, position),
  constraint time_point_code_key unique (data_version_id, code),
  constraint time_point_data_version_fkey foreign key (data_version_id)
    references data_version (data_version_id) on delete cascade,
  constraint time_point_position_check check (position >= 0),
  constraint time_point_code_check check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint time_point_offset_check check (time_offset between '-1e300' and '1e300')
);
comment on table time_point is 'The ordered occasions on which instruments are answered. time_offset counts data_version.time_unit from the start; null where only the order is known.';

create table variable (
  data_version_id integer not null,
  position smallint not null,
  code text collate "C" not null,
  label text not null,
  kind text not null,
  array_position smallint not null,
  unit text,
  low double precision,
  high double precision,
  filterable boolean not null,
  post_baseline boolean not null,
  constraint variable_pkey primary key (data_version_id, position),
  constraint variable_code_key unique (data_version_id, code),
  constraint variable_array_position_key unique (data_version_id, kind, array_position),
  constraint variable_data_version_fkey foreign key (data_version_id)
    references data_version (data_version_id) on delete cascade,
  constraint variable_position_check check (position >= 0),
  constraint variable_array_position_check check (array_position >= 1),
  constraint variable_code_check check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint variable_kind_check check (kind in ('number', 'category', 'flag', 'date')),
  constraint variable_number_check
    check ((kind = 'number') = (unit is not null and low is not null and high is not null)),
  constraint variable_range_check
    check (low between '-1e300' and '1e300' and high between '-1e300' and '1e300' and low <= high)
);
comment on table variable is 'Typed attributes of participants. array_position is the 1-based place in the packed array of the kind: number_values, category_codes, flag_values or date_values.';

create table variable_level (
  data_version_id integer not null,
  variable_position smallint not null,
  position smallint not null,
  code text collate "C" not null,
  label text not null,
  constraint variable_level_pkey primary key (data_version_id, variable_position, position),
  constraint variable_level_code_key unique (data_version_id, variable_position, code),
  constraint variable_level_variable_fkey foreign key (data_version_id, variable_position)
    references variable (data_version_id, position) on delete cascade,
  constraint variable_level_position_check check (position between 0 and 499),
  constraint variable_level_code_check check (code ~ '^[a-z][a-z0-9_]{0,39}$')
);
comment on table variable_level is 'The values of a category in display order; position is what packed_participant.category_codes holds.';

create table instrument (
  data_version_id integer not null,
  position smallint not null,
  code text collate "C" not null,
  label text not null,
  unit text not null,
  low double precision not null,
  high double precision not null,
  direction text not null,
  baseline text,
  note text not null,
  value_table double precision[] not null,
  constraint instrument_pkey primary key (data_version_id, position),
  constraint instrument_code_key unique (data_version_id, code),
  constraint instrument_data_version_fkey foreign key (data_version_id)
    references data_version (data_version_id) on delete cascade,
  constraint instrument_position_check check (position >= 0),
  constraint instrument_code_check check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint instrument_direction_check check (direction in ('lower_is_better', 'higher_is_better')),
  constraint instrument_range_check
    check (low between '-1e300' and '1e300' and high between '-1e300' and '1e300' and low <= high),
  constraint instrument_value_table_check check (cardinality(value_table) <= 65535)
);
comment on table instrument is 'Scores. value_table lists the distinct values of this version in ascending order; packed_participant.score_codes holds 0-based positions in it.';

create table threshold (
  data_version_id integer not null,
  instrument_position smallint not null,
  position smallint not null,
  label text not null,
  kind text not null,
  value double precision not null,
  source text not null,
  constraint threshold_pkey primary key (data_version_id, instrument_position, position),
  constraint threshold_instrument_fkey foreign key (data_version_id, instrument_position)
    references instrument (data_version_id, position) on delete cascade,
  constraint threshold_position_check check (position >= 0),
  constraint threshold_kind_check check (kind in ('points', 'percent_of_baseline')),
  constraint threshold_value_check check (value > 0 and value <= '1e300'),
  constraint threshold_source_check check (source <> '')
);
comment on table threshold is 'Published sizes of change that matter to a person, each with its publication.';
