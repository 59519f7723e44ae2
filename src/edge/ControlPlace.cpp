// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ControlPlace.h"

#include "JsonText.h"
#include "Request.h"
#include "SecretFile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <csignal>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

bool isRunning(qint64 process)
{
    // Signal 0 is sent to nobody; EPERM says that there is somebody to whom it may not be sent.
    return process > 0 && (::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
}

Secret textOf(const ControlPlace &place)
{
    const QJsonObject json{
        {u"edge"_s, place.edge.toString()},
        {u"control"_s, place.control.toString()},
        {u"process"_s, place.process},
    };
    const auto start = QJsonDocument(json).toJson(QJsonDocument::Compact).chopped(1) + R"(,"token":)";
    return place.token.asJsonString().between(start, "}");
}

std::optional<ControlPlace> placeIn(const QString &path)
{
    // The file is one line, and its owner's own: what holds of a secret holds of it.
    const auto content = readSecretFile(path);
    if (!content)
        return std::nullopt;
    const auto bytes = content->expose();
    const auto text = JsonText::read(QByteArray::fromRawData(bytes.data(), bytes.size()));
    if (!text)
        return std::nullopt;
    const auto textAt = [&text](QStringView pointer) {
        const auto node = text->find(pointer);
        return node ? node->string() : QString();
    };
    ControlPlace place;
    place.edge = QUrl(textAt(u"/edge"));
    place.control = QUrl(textAt(u"/control"));
    auto token = textAt(u"/token");
    place.token = Secret(token.toUtf8());
    wipeText(token);
    place.process = text->find(u"/process").value_or(text->root()).text().toLongLong();
    place.file = path;
    // The token goes nowhere else, whatever stands in the file.
    const bool isUsable = http::isLoopback(place.control) && !place.token.isEmpty();
    return isUsable ? std::optional(std::move(place)) : std::nullopt;
}

} // namespace

std::vector<ControlPlace> controlPlacesIn(const QString &folder)
{
    std::vector<ControlPlace> places;
    const QDir dir(folder);
    for (const auto &name : dir.entryList({u"edge-*.json"_s}, QDir::Files, QDir::Name)) {
        auto place = placeIn(dir.filePath(name));
        if (!place)
            continue;
        if (isRunning(place->process))
            places.push_back(*std::move(place));
        else
            QFile::remove(place->file);
    }
    return places;
}

bool ControlPlaceFile::write(const QString &folder, const ControlPlace &place)
{
    if (!QDir().mkpath(folder))
        return false;
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const auto address
        = place.edge.host().replace(u':', u'_'); // IPv6 has colons, which not every system likes.
    const auto path = QDir(folder).filePath(u"edge-%1-%2.json"_s.arg(address).arg(place.edge.port()));
    // Who listens at that address and port now is the only one who can.
    QFile::remove(path);
    if (!writeSecretFile(path, textOf(place)))
        return false;
    m_path = path;
    return true;
}

ControlPlaceFile::~ControlPlaceFile()
{
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

} // namespace keyturn::edge
