drop table cohort_member;
drop table cohort_membership;
alter table cohort drop constraint cohort_current_version_fkey;
drop table cohort_version;
drop table cohort;
