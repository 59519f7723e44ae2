// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Icon.h"

#include "Theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

struct Drawing
{
    Symbol symbol;
    const char16_t *file;
};

constexpr std::array drawings{
    Drawing{Symbol::Key, u"key"},
    Drawing{Symbol::Send, u"send"},
    Drawing{Symbol::Code, u"code"},
    Drawing{Symbol::Calendar, u"calendar"},
    Drawing{Symbol::List, u"list"},
    Drawing{Symbol::Lock, u"lock"},
    Drawing{Symbol::Unlock, u"unlock"},
    Drawing{Symbol::CheckCircle, u"check-circle"},
    Drawing{Symbol::CrossCircle, u"cross-circle"},
    Drawing{Symbol::WarningTriangle, u"warning-triangle"},
    Drawing{Symbol::Info, u"info"},
    Drawing{Symbol::Copy, u"copy"},
    Drawing{Symbol::Eye, u"eye"},
    Drawing{Symbol::EyeOff, u"eye-off"},
    Drawing{Symbol::Plus, u"plus"},
    Drawing{Symbol::Search, u"search"},
    Drawing{Symbol::Trash, u"trash"},
    Drawing{Symbol::Refresh, u"refresh"},
    Drawing{Symbol::External, u"external"},
    Drawing{Symbol::Close, u"close"},
    Drawing{Symbol::Moon, u"moon"},
    Drawing{Symbol::Sun, u"sun"},
    Drawing{Symbol::Edit, u"edit"},
    Drawing{Symbol::Bell, u"bell"},
    Drawing{Symbol::Help, u"help"},
    Drawing{Symbol::ArrowRight, u"arrow-right"},
    Drawing{Symbol::Stop, u"stop"},
    Drawing{Symbol::Download, u"download"},
    Drawing{Symbol::Circle, u"circle"},
    Drawing{Symbol::MinusCircle, u"minus-circle"},
    Drawing{Symbol::Play, u"play"},
    Drawing{Symbol::ChevronDown, u"chevron-down"},
    Drawing{Symbol::ChevronRight, u"chevron-right"},
    Drawing{Symbol::Server, u"server"},
};

constexpr double lineWidth = 1.6;
constexpr double largestWithFullLine = 22;

QString fileOf(Symbol symbol)
{
    const auto isIt = [symbol](const Drawing &drawing) { return drawing.symbol == symbol; };
    return QString::fromUtf16(std::find_if(drawings.begin(), drawings.end(), isIt)->file);
}

/// Renders one drawing at the size that is asked for, in the colour that its role has at that moment.
class DrawingEngine final : public QIconEngine
{
public:
    DrawingEngine(QString file, std::optional<Role> role)
        : m_file(std::move(file))
        , m_role(role)
    {
    }

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State) override
    {
        draw(*painter, area, mode, std::min(area.width(), area.height()));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QString key = u"keyturn/%1/%2/%3/%4x%5/%6"_s.arg(
            m_file, colorFor(mode).name(), QString::number(mode), QString::number(size.width()),
            QString::number(size.height()), QString::number(scale));
        QPixmap drawn;
        if (QPixmapCache::find(key, &drawn))
            return drawn;
        drawn = QPixmap(size);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        draw(painter, QRect(QPoint(), size), mode, std::min(size.width(), size.height()) / scale);
        painter.end();
        QPixmapCache::insert(key, drawn);
        return drawn;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new DrawingEngine(m_file, m_role); }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const
    {
        if (!m_role)
            return {};
        return Theme::color(mode == QIcon::Disabled ? Role::Muted : *m_role);
    }

    /// `extent` is what the eye sees, whatever the scale of the screen.
    void draw(QPainter &painter, const QRect &area, QIcon::Mode mode, double extent) const
    {
        QSvgRenderer renderer(sourceFor(colorFor(mode), extent));
        const double side = std::min(area.width(), area.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(area).center());
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        if (mode == QIcon::Disabled)
            painter.setOpacity(painter.opacity() * 0.5);
        renderer.render(&painter, square);
        painter.restore();
    }

    [[nodiscard]] QByteArray sourceFor(const QColor &color, double extent) const
    {
        QFile file(u":/keyturn/icons/%1.svg"_s.arg(m_file));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QByteArray source = file.readAll();
        if (!color.isValid())
            return source;
        source.replace("currentColor", color.name().toLatin1());
        // Lines that grow with a large drawing would shout.
        if (extent > largestWithFullLine) {
            const double width = lineWidth * largestWithFullLine / extent;
            source.replace(
                "stroke-width=\"1.6\"", "stroke-width=\"" + QByteArray::number(width, 'f', 2) + '"');
        }
        return source;
    }

    QString m_file;
    std::optional<Role> m_role;
};

} // namespace

QList<Symbol> allSymbols()
{
    QList<Symbol> all;
    for (const Drawing &drawing : drawings)
        all.append(drawing.symbol);
    return all;
}

QIcon iconOf(Symbol symbol, Role role)
{
    return QIcon(new DrawingEngine(fileOf(symbol), role));
}

Symbol symbolOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return Symbol::CheckCircle;
    case Tone::Attention:
        return Symbol::WarningTriangle;
    case Tone::Bad:
        return Symbol::CrossCircle;
    case Tone::Neutral:
    case Tone::Accent:
        return Symbol::Info;
    }
    Q_UNREACHABLE();
}

QIcon applicationIcon()
{
    return QIcon(new DrawingEngine(u"keyturn"_s, std::nullopt));
}

} // namespace keyturn
