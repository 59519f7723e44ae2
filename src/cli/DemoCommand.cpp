// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "DemoCommand.h"

#include "DemoRun.h"

namespace keyturn::cli {

ExitCode run(const Workplace &place, const Demo &)
{
    DemoRun demo(place);
    if (const auto trouble = demo.run())
        return place.fail(*trouble);
    place.out.document(demo.document());
    return ExitCode::Done;
}

} // namespace keyturn::cli
