// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace keyturn {

/// Whether the desktop asks for light, dark or says nothing (the settings portal's
/// org.freedesktop.appearance), and when that changes. Starts as NoPreference and speaks up once the portal
/// has answered; never blocks.
class ColorSchemeWatch final : public QObject
{
    Q_OBJECT

public:
    enum class Scheme { NoPreference, Dark, Light };
    Q_ENUM(Scheme)

    explicit ColorSchemeWatch(QObject *parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }

Q_SIGNALS:
    void schemeChanged(keyturn::ColorSchemeWatch::Scheme scheme);

private:
    void setScheme(uint value);

    Scheme m_scheme = Scheme::NoPreference;
};

} // namespace keyturn
