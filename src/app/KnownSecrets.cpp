// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KnownSecrets.h"

#include <memory>

namespace keyturn {

namespace {

struct Lesson
{
    TokenVault &vault;
    QStringList left;
    Then<KnownSecrets> then;
    SecretMask mask;
};

void goOn(const std::shared_ptr<Lesson> &lesson)
{
    if (lesson->left.isEmpty())
        return lesson->then(std::move(lesson->mask));
    const auto id = lesson->left.takeFirst();
    const auto learn = [lesson, id](TokenVault::SecretRead read) {
        if (!read)
            return lesson->then(Failure{UnreadSecret{id, read.error()}});
        lesson->mask.learn(*read, 1);
        goOn(lesson);
    };
    lesson->vault.readSecret(id, {&lesson->vault, learn});
}

} // namespace

void learnSecrets(TokenVault &vault, const QStringList &tokenIds, const Then<KnownSecrets> &then)
{
    const auto lesson = std::make_shared<Lesson>(Lesson{vault, tokenIds, then, {}});
    // An answer that is known at once still comes after the call that asked for it has returned.
    QMetaObject::invokeMethod(
        &vault, [lesson] { goOn(lesson); }, Qt::QueuedConnection);
}

} // namespace keyturn
