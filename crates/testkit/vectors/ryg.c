/* Makes ryg-rans.json, for tests/foreign/ryg.rs: random messages as ryg's own code encodes them.
 *
 * Needs rans_byte.h and rans64.h of https://github.com/rygorous/ryg_rans (public domain) in the include path:
 *
 *     cc -I path/to/ryg_rans -o ryg ryg.c && ./ryg 3 > ryg-rans.json
 *
 * The argument is the number of messages of each kind. What was encoded is decoded again before it is printed.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rans64.h"
#include "rans_byte.h"

#define MAX_LEN 80
#define BUFFER 4096

static uint32_t frequencies[20], lefts[21];
static unsigned n, len, symbols[MAX_LEN];

static uint64_t random_state = 1;

/* Knuth's MMIX generator. */
static uint32_t below(uint32_t limit) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (random_state >> 32) % limit;
}

/* Frequencies that sum to 2^precision, many of them small, and symbols drawn from them. */
static void draw(unsigned precision) {
    uint32_t left = 1u << precision;
    n = 2 + below(19);
    for (unsigned i = 0; i + 1 < n; i++) {
        uint32_t rest = n - 1 - i;
        uint32_t most = below(3) == 0 ? (left - rest) / 2 + 1 : (left - rest) / (rest + 1) + 1;
        frequencies[i] = 1 + below(most);
        left -= frequencies[i];
    }
    frequencies[n - 1] = left;
    lefts[0] = 0;
    for (unsigned i = 0; i < n; i++) lefts[i + 1] = lefts[i] + frequencies[i];

    len = below(MAX_LEN + 1);
    for (unsigned i = 0; i < len; i++) {
        uint32_t q = below(1u << precision);
        symbols[i] = below(10) == 0 ? below(n) : 0;
        if (symbols[i] == 0) while (q >= lefts[symbols[i] + 1]) symbols[i]++;
    }
}

static unsigned owner(uint32_t q) {
    unsigned s = 0;
    while (q >= lefts[s + 1]) s++;
    return s;
}

static void print(const char *format, unsigned states, unsigned precision, const uint8_t *bytes, size_t count) {
    static int first = 1;
    printf("%s{\"format\": \"%s\", \"states\": %u, \"precision\": %u, \"frequencies\": [", first ? "[\n" : ",\n", format,
           states, precision);
    first = 0;
    for (unsigned i = 0; i < n; i++) printf("%s%u", i ? "," : "", frequencies[i]);
    printf("], \"symbols\": [");
    for (unsigned i = 0; i < len; i++) printf("%s%u", i ? "," : "", symbols[i]);
    printf("], \"bytes\": \"");
    for (size_t i = 0; i < count; i++) printf("%02x", bytes[i]);
    printf("\"}");
}

static void bytewise(unsigned states, unsigned precision) {
    static uint8_t buffer[BUFFER];
    uint8_t *end = buffer + BUFFER, *start = end, *read;
    RansState x[8];
    for (unsigned k = 0; k < states; k++) RansEncInit(&x[k]);
    for (unsigned i = len; i-- > 0;) {
        RansEncPut(&x[i % states], &start, lefts[symbols[i]], frequencies[symbols[i]], precision);
    }
    for (unsigned k = states; k-- > 0;) RansEncFlush(&x[k], &start);

    read = start;
    for (unsigned k = 0; k < states; k++) RansDecInit(&x[k], &read);
    for (unsigned i = 0; i < len; i++) {
        unsigned s = owner(RansDecGet(&x[i % states], precision));
        if (s != symbols[i]) abort();
        RansDecAdvance(&x[i % states], &read, lefts[s], frequencies[s], precision);
    }
    if (read != end) abort();
    print("rans_byte", states, precision, start, end - start);
}

static void wide(unsigned states, unsigned precision) {
    static uint32_t buffer[BUFFER];
    uint32_t *end = buffer + BUFFER, *start = end, *read;
    Rans64State x[8];
    for (unsigned k = 0; k < states; k++) Rans64EncInit(&x[k]);
    for (unsigned i = len; i-- > 0;) {
        Rans64EncPut(&x[i % states], &start, lefts[symbols[i]], frequencies[symbols[i]], precision);
    }
    for (unsigned k = states; k-- > 0;) Rans64EncFlush(&x[k], &start);

    read = start;
    for (unsigned k = 0; k < states; k++) Rans64DecInit(&x[k], &read);
    for (unsigned i = 0; i < len; i++) {
        unsigned s = owner(Rans64DecGet(&x[i % states], precision));
        if (s != symbols[i]) abort();
        Rans64DecAdvance(&x[i % states], &read, lefts[s], frequencies[s], precision);
    }
    if (read != end) abort();
    print("rans64", states, precision, (const uint8_t *)start, (end - start) * sizeof *start);
}

int main(int argc, char **argv) {
    static const unsigned narrow[] = {8, 12, 16}, broad[] = {12, 16, 24, 31};
    unsigned messages = argc > 1 ? atoi(argv[1]) : 3;
    for (unsigned i = 0; i < messages; i++) {
        for (unsigned states = 1; states <= 4; states *= 2) {
            for (unsigned k = 0; k < 3; k++) draw(narrow[k]), bytewise(states, narrow[k]);
            for (unsigned k = 0; k < 4; k++) draw(broad[k]), wide(states, broad[k]);
        }
    }
    printf("\n]\n");
    return 0;
}
