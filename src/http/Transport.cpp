// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Transport.h"

namespace keyturn::http {

Call::~Call() = default;
Transport::~Transport() = default;

} // namespace keyturn::http
