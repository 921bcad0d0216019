-- Settings of pages that are too long for an address: they have an id made of their own text.

create table address (
  address_id text collate "C" not null,
  query text not null,
  created_at timestamptz not null default now(),
  constraint address_pkey primary key (address_id),
  constraint address_id_check check (address_id ~ '^[0-9a-f]{32}$'),
  constraint address_query_check check (octet_length(query) between 1 and 65536)
);
comment on table address is 'Canonical query strings longer than an address may be, by the first 32 hexadecimal digits of their SHA-256. Never changed, only added.';
