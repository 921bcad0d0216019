//! The bands of instruments, to and from their table.

use sqlx::{FromRow, PgConnection};

use super::{finite, odd};
use crate::domain::{Band, Bands, NumberRange};
use crate::store::StoreError;
use crate::store::dynamic::VersionId;

/// One band of an instrument.
#[derive(FromRow)]
pub struct BandRow {
    instrument_position: i16,
    label: String,
    low: f64,
    high: f64,
}

/// The bands of every instrument, in order.
pub async fn read(connection: &mut PgConnection, version: VersionId) -> Result<Vec<BandRow>, StoreError> {
    let rows = sqlx::query_as(
        "select instrument_position, label, low, high from band \
         where data_version_id = $1 order by instrument_position, position",
    )
    .bind(version.0)
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Those of one instrument, which have a source where there are any.
pub fn of_instrument(
    position: i16,
    range: NumberRange,
    source: Option<String>,
    rows: &[BandRow],
) -> Result<Option<Bands>, StoreError> {
    let own = rows.iter().filter(|row| row.instrument_position == position);
    let own: Vec<Band> = own.map(BandRow::band).collect::<Result<_, _>>()?;
    match (source, own.is_empty()) {
        (None, true) => Ok(None),
        (None, false) => Err(odd("band", "bands without a source")),
        (Some(source), _) => {
            Bands::new(range, &source, own).map(Some).map_err(|_| odd("band", "bands that do not hold"))
        }
    }
}

impl BandRow {
    fn band(&self) -> Result<Band, StoreError> {
        let (low, high) = (finite("band", self.low)?, finite("band", self.high)?);
        Ok(Band { label: self.label.clone(), low, high })
    }
}

/// Writes the bands of one instrument, which is there.
pub async fn write(
    connection: &mut PgConnection,
    version: VersionId,
    instrument: i16,
    bands: Option<&Bands>,
) -> Result<(), StoreError> {
    for (position, band) in (0_i16..).zip(bands.map(Bands::list).unwrap_or_default()) {
        sqlx::query(
            "insert into band (data_version_id, instrument_position, position, label, low, high) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(version.0)
        .bind(instrument)
        .bind(position)
        .bind(&band.label)
        .bind(band.low.get())
        .bind(band.high.get())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
