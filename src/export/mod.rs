//! An exhibit as a file. Every format draws the same exhibit and takes it only as `Released`.
