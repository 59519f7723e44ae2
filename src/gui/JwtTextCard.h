// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Card.h"
#include "JwtInspection.h"
#include "JwtLayout.h"

class QCheckBox;
class QLabel;

namespace keyturn {

class CodeText;

/// Header and payload as they were sent, or the same with one member a line. What is pointed at is marked
/// here and in the compact token.
class JwtTextCard final : public Card
{
    Q_OBJECT

public:
    explicit JwtTextCard(QWidget *parent = nullptr);

    void setInspection(const JwtInspection &inspection);
    void pointAt(int member);

Q_SIGNALS:
    void memberPointed(int member);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Part
    {
        CodeText *view = nullptr;
        JwtPartLayout layout;
    };

    void addPart(jwt::JwtPart which, const QString &title, const QString &look, Part &part);
    void showParts();
    void mark(Part &part);
    [[nodiscard]] Part &partShownIn(const QObject *view);

    JwtInspection m_inspection;
    QCheckBox *m_pretty;
    QLabel *m_cut;
    QLabel *m_signature;
    Part m_header, m_payload;
    int m_pointed = -1;
};

} // namespace keyturn
