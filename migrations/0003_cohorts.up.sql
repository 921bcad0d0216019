-- Saved cohorts: every save is a version that stays, the newest is the cohort.

create table cohort (
  cohort_id integer generated always as identity,
  study_id integer not null,
  name text not null,
  current_version integer not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint cohort_pkey primary key (cohort_id),
  constraint cohort_study_fkey foreign key (study_id) references study (study_id) on delete cascade,
  constraint cohort_name_check check (name = btrim(name) and char_length(name) between 1 and 120),
  constraint cohort_current_version_check check (current_version >= 1)
);
comment on table cohort is 'A selection of people under a name. Its name is that of its current version. A deleted one keeps its versions, so that the deletion can be undone.';

create unique index cohort_name_key on cohort (study_id, lower(name)) where deleted_at is null;

create table cohort_version (
  cohort_id integer not null,
  number integer not null,
  name text not null,
  description text not null,
  definition json not null,
  saved_at timestamptz not null default now(),
  constraint cohort_version_pkey primary key (cohort_id, number),
  constraint cohort_version_cohort_fkey foreign key (cohort_id) references cohort (cohort_id) on delete cascade,
  constraint cohort_version_number_check check (number >= 1),
  constraint cohort_version_name_check check (name = btrim(name) and char_length(name) between 1 and 120),
  constraint cohort_version_description_check check (char_length(description) <= 2000),
  constraint cohort_version_definition_check check (octet_length(definition::text) <= 65536)
);
comment on table cohort_version is 'What a cohort was called and whom it picked, at each save. Versions never change. definition is a versioned document of the cohort language.';

alter table cohort add constraint cohort_current_version_fkey
  foreign key (cohort_id, current_version) references cohort_version (cohort_id, number)
  deferrable initially deferred;

create table cohort_membership (
  cohort_id integer not null,
  version_number integer not null,
  data_version_id integer not null,
  people bigint not null,
  written_at timestamptz not null default now(),
  constraint cohort_membership_pkey primary key (cohort_id, version_number, data_version_id),
  constraint cohort_membership_version_fkey foreign key (cohort_id, version_number)
    references cohort_version (cohort_id, number) on delete cascade,
  constraint cohort_membership_data_version_fkey foreign key (data_version_id)
    references data_version (data_version_id) on delete cascade,
  constraint cohort_membership_people_check check (people >= 0)
);
comment on table cohort_membership is 'A version of a cohort applied to a data version: how many people it picks there. It goes when the data version is pruned.';

create table cohort_member (
  cohort_id integer not null,
  version_number integer not null,
  data_version_id integer not null,
  participant_id integer not null,
  constraint cohort_member_pkey primary key (cohort_id, version_number, data_version_id, participant_id),
  constraint cohort_member_membership_fkey foreign key (cohort_id, version_number, data_version_id)
    references cohort_membership (cohort_id, version_number, data_version_id) on delete cascade,
  constraint cohort_member_participant_id_check check (participant_id >= 0)
);
comment on table cohort_member is 'Who a cohort picks, for people who write SQL: join participant on data_version_id and participant_id. Not tied to participant, so that a data version can be pruned.';
