drop table address;
