// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSyntaxHighlighter>

#include <limits>

namespace keyturn {

/// Gives the three parts of a JWT their colours, across line breaks. What stands around it has none.
class JwtHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

    /// Where in the document the JWT is, the end exclusive. At first all of it is one.
    void setToken(int begin, int end);

protected:
    void highlightBlock(const QString &text) override;

private:
    int m_begin = 0;
    int m_end = std::numeric_limits<int>::max();
};

} // namespace keyturn
