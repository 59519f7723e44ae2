// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigShape.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace keyturn::edge;
using namespace Qt::StringLiterals;

namespace {

QJsonObject publishedSchema()
{
    QFile file(QStringLiteral(KEYTURN_SCHEMA));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// The properties that the schema gives this shape.
QJsonObject propertiesOf(const ConfigShape &shape)
{
    const auto schema = publishedSchema();
    const bool isTop = &shape == &configShape();
    const auto object = isTop ? schema : schema.value(u"$defs"_s).toObject().value(shape.name).toObject();
    return object.value(u"properties"_s).toObject();
}

void collect(const ConfigShape &shape, QList<const ConfigShape *> &shapes)
{
    if (shapes.contains(&shape))
        return;
    shapes.append(&shape);
    for (const auto &key : shape.keys) {
        if (key.shape != nullptr)
            collect(*key.shape, shapes);
    }
}

QList<const ConfigShape *> allShapes()
{
    QList<const ConfigShape *> shapes;
    collect(configShape(), shapes);
    return shapes;
}

} // namespace

class ConfigShapeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void thePublishedSchemaIsThatOfTheReader()
    {
        // When this fails: keyturn-cli edge --schema > resources/edge-config.schema.json
        QVERIFY(publishedSchema() == configSchema());
    }

    void everyKeyIsInTheSchemaAndNoOther()
    {
        QVERIFY(allShapes().size() > 10);
        for (const auto *shape : allShapes()) {
            auto known = shape->names();
            known.sort();
            QCOMPARE(propertiesOf(*shape).keys(), known);
        }
    }

    void everyKeyIsDescribedAndThereOnce()
    {
        QStringList names;
        for (const auto *shape : allShapes()) {
            names.append(shape->name);
            QVERIFY2(shape->isOfApi || !shape->names().isEmpty(), qPrintable(shape->name));
            for (const auto &key : shape->keys) {
                QVERIFY2(!key.about.isEmpty() || shape->isOfApi, qPrintable(shape->name + u' ' + key.name));
                QCOMPARE(shape->names().count(key.name), 1);
            }
        }
        QCOMPARE(names.removeDuplicates(), 0);
    }

    void everyReferenceInTheSchemaLeadsSomewhere()
    {
        const auto text = QString::fromUtf8(QJsonDocument(publishedSchema()).toJson());
        const auto definitions = publishedSchema().value(u"$defs"_s).toObject();
        QRegularExpression reference(u"#/\\$defs/([a-z_]+)"_s);
        int count = 0;
        for (auto matches = reference.globalMatch(text); matches.hasNext(); ++count)
            QVERIFY(definitions.contains(matches.next().captured(1)));
        QVERIFY(count > 10);
    }

    void patternsAreValid()
    {
        for (int kind = 0; kind <= static_cast<int>(ValueKind::Any); ++kind)
            QVERIFY(QRegularExpression(patternOf(static_cast<ValueKind>(kind))).isValid());
    }
};

QTEST_GUILESS_MAIN(ConfigShapeTest)
#include "ConfigShapeTest.moc"
