//! Tables of permutations that compact words and spread them.

/// For each mask, the bytes of the chosen ones of eight words, and then zeros.
pub(super) static COMPRESS: [[u8; 16]; 256] = {
    let mut table = [[0x80; 16]; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut from, mut to) = (0, 0);
        while from < 8 {
            if mask >> from & 1 == 1 {
                table[mask][2 * to] = 2 * from as u8;
                table[mask][2 * to + 1] = 2 * from as u8 + 1;
                to += 1;
            }
            from += 1;
        }
        mask += 1;
    }
    table
};

/// For each mask, which of the words that follow each other goes to which of the chosen states.
pub(super) static EXPAND: [[u8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut from, mut to) = (0, 0);
        while to < 8 {
            if mask >> to & 1 == 1 {
                table[mask][to] = from;
                from += 1;
            }
            to += 1;
        }
        mask += 1;
    }
    table
};

/// For each mask, where the chosen ones of eight words are, which are in the order 0 1 4 5 2 3 6 7.
pub(super) static COMPRESS_WIDE: [[u8; 8]; 256] = {
    const PLACES: [u8; 8] = [0, 1, 4, 5, 2, 3, 6, 7];
    let mut table = [[0; 8]; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut from, mut to) = (0, 0);
        while from < 8 {
            if mask >> from & 1 == 1 {
                table[mask][to] = PLACES[from];
                to += 1;
            }
            from += 1;
        }
        mask += 1;
    }
    table
};
