drop table deck_item;
drop table deck;
