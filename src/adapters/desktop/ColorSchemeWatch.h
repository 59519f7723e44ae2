// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace keyturn {

/// Whether the desktop asks for light, dark or says nothing (the portal's org.freedesktop.appearance), and when
/// that changes.
class ColorSchemeWatch final : public QObject
{
    Q_OBJECT

public:
    enum class Scheme { NoPreference, Dark, Light };

    explicit ColorSchemeWatch(QObject *parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }

Q_SIGNALS:
    void schemeChanged(keyturn::ColorSchemeWatch::Scheme scheme);

private:
    Scheme m_scheme = Scheme::NoPreference;
};

} // namespace keyturn
