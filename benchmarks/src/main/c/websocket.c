#include "websocket.h"
#include <stdint.h>
#include <string.h>

static const char GUID[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
enum { KEY = 24, BLOCK = 64, DIGEST = 20 };

static uint32_t rotated(uint32_t x, int by) { return x << by | x >> (32 - by); }

/* one block of SHA-1 (FIPS 180-4, 6.1.2) */
static void digest_block(uint32_t h[5], const unsigned char *block)
{
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[4 * t] << 24 | block[4 * t + 1] << 16 | block[4 * t + 2] << 8 | block[4 * t + 3];
    for (int t = 16; t < 80; t++) w[t] = rotated(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    for (int t = 0; t < 80; t++) {
        uint32_t f = t < 20 ? ((b & c) | (~b & d)) + 0x5A827999
                   : t < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                   : t < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                            : (b ^ c ^ d) + 0xCA62C1D6;
        uint32_t next = rotated(a, 5) + f + e + w[t];
        e = d; d = c; c = rotated(b, 30); b = a; a = next;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e;
}

/* of a key and the GUID: 60 bytes, so two blocks with what SHA-1 appends */
static void digest(unsigned char out[DIGEST], const char key[KEY])
{
    unsigned char text[2 * BLOCK] = { 0 };
    size_t length = KEY + sizeof GUID - 1;
    uint32_t h[5] = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 };
    memcpy(text, key, KEY);
    memcpy(text + KEY, GUID, sizeof GUID - 1);
    text[length] = 0x80;
    text[sizeof text - 2] = length * 8 >> 8;
    text[sizeof text - 1] = length * 8 & 255;
    digest_block(h, text);
    digest_block(h, text + BLOCK);
    for (int i = 0; i < DIGEST; i++) out[i] = h[i / 4] >> (24 - i % 4 * 8);
}

void websocket_accept(char out[WEBSOCKET_ACCEPT], const char key[KEY])
{
    unsigned char sum[DIGEST + 1] = { 0 };
    digest(sum, key);
    for (int i = 0; i < DIGEST; i += 3) {
        uint32_t three = sum[i] << 16 | sum[i + 1] << 8 | (i + 2 < DIGEST ? sum[i + 2] : 0);
        for (int k = 0; k < 4; k++) *out++ = DIGITS[three >> (18 - 6 * k) & 63];
    }
    out[-1] = '=';                                              /* twenty bytes are one less than seven times three */
    *out = 0;
}

size_t websocket_head(char *out, size_t length)
{
    size_t n = 0;
    int bytes = length < 126 ? 0 : length < 1 << 16 ? 2 : 8;
    out[n++] = (char)0x81;
    out[n++] = bytes == 0 ? (char)length : bytes == 2 ? 126 : 127;
    while (bytes--) out[n++] = (char)(length >> bytes * 8);
    return n;
}
