// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OpenSsl.h"

#include <openssl/pem.h>

namespace keyturn::jwt::openssl {

Key privateKeyIn(const Secret &pem)
{
    const auto bytes = pem.expose();
    const Memory memory(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    const auto noPassphrase = [](char *, int, int, void *) { return -1; };
    return Key(memory ? PEM_read_bio_PrivateKey(memory.get(), nullptr, noPassphrase, nullptr) : nullptr);
}

Secret privatePemOf(EVP_PKEY *key)
{
    const Memory memory(BIO_new(BIO_s_secmem()));
    if (!memory
        || PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    char *start = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &start);
    return Secret(QByteArray::fromRawData(start, static_cast<qsizetype>(size)));
}

} // namespace keyturn::jwt::openssl
