#include "shell/window_rules.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;

TEST_CASE("a rule holds for windows that are like its patterns")
{
    WindowRules const rules{{{.app_id = "org.gnome.*", .workspace = WorkspaceId{3}},
                             {.app_id = "org.gnome.Calc*", .title = "*big*", .on_top = true}}};
    CHECK(rules.rule_for("org.gnome.Files", "home").workspace == WorkspaceId{3});
    CHECK(!rules.rule_for("foot", "home").workspace);
    CHECK(!rules.rule_for("org.gnome.Calculator", "small").on_top);
    auto const both = rules.rule_for("org.gnome.Calculator", "a big one");
    CHECK(both.on_top == true);
    CHECK(both.workspace == WorkspaceId{3});
}

TEST_CASE("where several rules hold, the later one says more")
{
    WindowRules const rules{{{.maximised = true, .floating = true}, {.app_id = "foot", .maximised = false}}};
    CHECK(rules.rule_for("foot", "").maximised == false);
    CHECK(rules.rule_for("foot", "").floating == true);
    CHECK(rules.rule_for("other", "").maximised == true);
}
