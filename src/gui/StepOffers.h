// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Verdict.h"
#include "VerdictBanner.h"

#include <functional>
#include <optional>

namespace keyturn {

/// What a page offers for the next steps of a verdict: a button for what Keyturn does itself, and a sentence
/// with a way there for what happens elsewhere.
class StepOffers
{
public:
    using CanTake = std::function<bool(access::NextStep)>;

    StepOffers() = default;
    /// `canTake`: whether the page can take a step itself as things are.
    StepOffers(const QList<access::NextStep> &steps, const CanTake &canTake);

    void addTo(VerdictBanner::Content &content) const;

    /// The step of an action that addTo() added; null for the actions of the page's own after them.
    [[nodiscard]] std::optional<access::NextStep> actionAt(int index) const;
    /// Opens the dashboard or copies what is to be copied. Gives the step that is left to the page.
    [[nodiscard]] std::optional<access::NextStep> followLink(int index) const;

private:
    enum class Way { Page, Dashboard, Copy };
    struct Link
    {
        access::NextStep step;
        Way way;
        int row; ///< In m_sentences.
    };

    void addAction(access::NextStep step);
    void addSentence(access::NextStep step, bool canTake);
    [[nodiscard]] static VerdictBanner::Link shown(const Link &link);

    QList<access::NextStep> m_actions;
    QStringList m_sentences;
    QList<Link> m_links;
};

/// Puts text that is no secret on the clipboard, and says so where the mouse is.
void copyText(const QString &text);

} // namespace keyturn
