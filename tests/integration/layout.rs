//! Migrations, and what the tables refuse.

use std::time::Duration;

use sinew::store::{Database, StoreError, migrate, undo_migrations};
use sqlx::AssertSqlSafe;

use crate::support::studies::{load_new, three_people};
use crate::support::{database, empty_database, number};

const TABLES: &str = "select count(*) from pg_class join pg_namespace on pg_namespace.oid = relnamespace \
                      where nspname = 'public' and relkind in ('r', 'p', 'v') and relname <> '_sqlx_migrations'";
const ADVISORY_LOCKS: &str = "select count(*) from pg_locks where locktype = 'advisory' \
                              and database = (select oid from pg_database where datname = current_database())";

/// A server process ends a moment after its connection.
async fn no_lock_is_left(database: &Database) {
    for _ in 0..100 {
        if number(database, ADVISORY_LOCKS).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("an advisory lock is left behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_up_down_and_up_again() {
    let database = Database::connect_with(empty_database().await).await.expect("opens");
    migrate(&database).await.expect("goes up");
    let tables = number(&database, TABLES).await;
    load_new(&database, &three_people()).await;
    undo_migrations(&database).await.expect("goes down");
    assert_eq!(number(&database, TABLES).await, 0);
    migrate(&database).await.expect("goes up again");
    assert_eq!(number(&database, TABLES).await, tables);
    no_lock_is_left(&database).await;
    load_new(&database, &three_people()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_that_migrate_at_once_both_come_up() {
    let options = empty_database().await;
    let first = Database::connect_with(options.clone()).await.expect("opens");
    let second = Database::connect_with(options).await.expect("opens");
    let (one, other) = tokio::join!(migrate(&first), migrate(&second));
    one.expect("the first comes up");
    other.expect("the second comes up");
    assert_eq!(number(&first, "select count(*) from _sqlx_migrations where not success").await, 0);
    no_lock_is_left(&first).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_program_is_refused_with_a_sentence_and_without_a_lock_left_behind() {
    let database = database().await;
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (999999, 'later', true, '', 0)",
    )
    .execute(database.pool())
    .await
    .expect("a later migration is feigned");
    let error = migrate(&database).await.expect_err("is refused");
    assert!(matches!(error, StoreError::Migration { .. }), "{error:?}");
    assert!(error.to_string().contains("newer sinew"), "{error}");
    no_lock_is_left(&database).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_has_a_comment_and_every_constraint_a_name_of_ours() {
    let database = database().await;
    let bare = "select count(*) from pg_class join pg_namespace on pg_namespace.oid = relnamespace \
                where nspname = 'public' and relkind in ('r', 'p') and relname <> '_sqlx_migrations' \
                  and obj_description(pg_class.oid, 'pg_class') is null";
    assert_eq!(number(&database, bare).await, 0);
    let foreign = "select count(*) from pg_constraint join pg_class on pg_class.oid = conrelid \
                   join pg_namespace on pg_namespace.oid = relnamespace \
                   where nspname = 'public' and relname <> '_sqlx_migrations' \
                     and (conname not like relname || '\\_%' or conname ~ '[0-9]$')";
    assert_eq!(number(&database, foreign).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_import_would_write_the_tables_refuse_too() {
    let database = database().await;
    load_new(&database, &three_people()).await;
    let version = number(&database, "select current_version_id::bigint from study").await;
    sqlx::query(
        "with made as (insert into deck (name) values ('a') returning *) \
         insert into deck_file (deck_id, deck_changed_at, policy, format, settings, name, figures) \
         select deck_id, changed_at, 'exact', 'pdf', '', 'deck-a.pdf', 1 from made",
    )
    .execute(database.pool())
    .await
    .expect("a file of a deck waits");
    // Each statement with the constraint that must refuse it.
    let refusals = [
        ("update measurement set value = 'NaN'", "check"),
        ("update measurement set value = 'Infinity'", "check"),
        ("update measurement set value = 100.5 where instrument_position = 0", "range_check"),
        ("update measurement set value = -10.5 where instrument_position = 1", "range_check"),
        ("update measurement set time_position = 2", "time_check"),
        ("update measurement set instrument_position = 2", "range_check"),
        ("insert into measurement values (VERSION, 99, 0, 0, 1)", "measurement_participant_fkey"),
        ("insert into measurement values (VERSION, 0, 0, 0, 1)", "pkey"),
        ("update packed_participant set number_values[1] = 'NaN'", "number_values_1_check"),
        ("update packed_participant set number_values[1] = 17", "number_values_1_check"),
        ("update packed_participant set number_values[2] = 20", "number_values_check"),
        ("update packed_participant set category_codes[1] = 2", "category_codes_1_check"),
        ("update packed_participant set category_codes[1] = -1", "category_codes_1_check"),
        ("update packed_participant set score_codes = ''", "score_codes_check"),
        ("insert into participant values (VERSION, 3, '')", "key_check"),
        ("insert into participant values (VERSION, 3, 'a')", "key"),
        ("insert into participant values (VERSION, -1, 'd')", "id_check"),
        ("delete from participant", "fkey"),
        ("update instrument set low = 'NaN'", "instrument_range_check"),
        ("update threshold set value = 'NaN'", "threshold_value_check"),
        ("update threshold set source = ''", "threshold_source_check"),
        ("update band set high = low - 1", "band_range_check"),
        ("update band set high = 'NaN'", "band_range_check"),
        ("update band set label = ' '", "band_label_check"),
        ("update band set label = 'mild'", "band_label_key"),
        ("update instrument set bands_source = ''", "instrument_bands_source_check"),
        ("update variable set score_of = 'pain' where kind = 'flag'", "variable_score_of_check"),
        ("update variable set score_of = 'region' where kind = 'number'", "variable_score_of_fkey"),
        ("update time_point set time_offset = 'NaN'", "time_point_offset_check"),
        ("update variable set low = 101 where kind = 'number'", "variable_range_check"),
        ("update variable set kind = 'flag' where kind = 'number'", "variable_number_check"),
        ("update variable set code = 'Age'", "variable_code_check"),
        ("update data_version set mapping_sha256 = 'x'", "data_version_mapping_sha256_check"),
        ("update study set code = 'drop table'", "study_code_check"),
        ("insert into exhibit values ('trend/0123', 'visits', 'trend', '')", "exhibit_id_check"),
        (
            "insert into exhibit values ('trend/0123456789abcdef', 'V', 'trend', '')",
            "exhibit_study_code_check",
        ),
        ("insert into exhibit values ('trend/0123456789abcdef', 'v', '', '')", "exhibit_figure_code_check"),
        (
            "insert into exhibit values ('trend/0123456789abcdef', 'v', 'trend', repeat('a', 65537))",
            "exhibit_query_check",
        ),
        ("insert into deck (name) values (' a')", "deck_name_check"),
        (
            "insert into deck_item (deck_id, place, study_code, figure, query, exhibit) values (99, 0, 'a', 'b', '', 'c')",
            "deck_item_deck_fkey",
        ),
        ("update deck_file set state = 'lost', ended_at = now()", "deck_file_state_check"),
        ("update deck_file set state = 'failed', ended_at = now()", "deck_file_reason_check"),
        ("update deck_file set state = 'done', ended_at = now()", "deck_file_content_check"),
        ("update deck_file set state = 'cancelled'", "deck_file_ended_at_check"),
        ("update deck_file set figures_done = 2", "deck_file_figures_done_check"),
        ("update deck_file set name = '../a.pdf'", "deck_file_name_check"),
        ("update study set current_version_id = 99", "study_current_version_fkey"),
    ];
    for (statement, constraint) in refusals {
        let statement = statement.replace("VERSION", &version.to_string());
        let error = sqlx::query(AssertSqlSafe(statement.clone())).execute(database.pool()).await;
        let error = StoreError::from(error.expect_err(&statement));
        assert!(
            matches!(&error, StoreError::Constraint { name } if name.ends_with(constraint)
                || (constraint == "fkey" && name.contains("fkey"))),
            "{statement}: {error:?}"
        );
    }
}
