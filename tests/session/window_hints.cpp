// What clients say more of their windows: dialogs, icons, tags, bells, parents of another program.

#include "base/wlr.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"
#include "xdg-dialog-v1-client-protocol.h"
#include "xdg-foreign-unstable-v1-client-protocol.h"
#include "xdg-foreign-unstable-v2-client-protocol.h"
#include "xdg-shell-client-protocol.h"
#include "xdg-system-bell-v1-client-protocol.h"
#include "xdg-toplevel-icon-v1-client-protocol.h"
#include "xdg-toplevel-tag-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A client's objects of one protocol, ended with their own requests.
template <class T, auto Destroy> using Held = std::unique_ptr<T, Call<Destroy>>;

using DialogManager = Held<xdg_wm_dialog_v1, xdg_wm_dialog_v1_destroy>;
using Dialog = Held<xdg_dialog_v1, xdg_dialog_v1_destroy>;

struct Office {
    [[nodiscard]] Window& only_window() const { return *server.server().shell().windows().front(); }

    TestServer server;
    TestClient& client{server.connect()};
};

struct Modal : Office {
    Modal() { xdg_toplevel_set_parent(dialog.toplevel(), parent.toplevel()); }

    Mouse mouse{server};
    Keyboard keyboard{server};
    TestSeat seat{client};
    TestWindow parent{client, {.size = {200, 200}, .color = red, .title = "parent"}}; // at 60,20
    TestWindow dialog{client, {.size = {40, 40}, .color = blue, .title = "dialog"}};
    DialogManager manager{client.bind<xdg_wm_dialog_v1>(xdg_wm_dialog_v1_interface, 1)};
    Dialog hint{xdg_wm_dialog_v1_get_xdg_dialog(manager.get(), dialog.toplevel())};
};

} // namespace

TEST_CASE("the parent of a modal dialog does not get the focus")
{
    Modal office;
    xdg_dialog_v1_set_modal(office.hint.get());
    office.server.refresh(3);
    office.mouse.move_to(70, 30);
    office.mouse.click();
    CHECK(office.dialog.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
    CHECK(!office.seat.saw("keyboard leave dialog"));

    SECTION("until the dialog is modal no more")
    {
        xdg_dialog_v1_unset_modal(office.hint.get());
        office.client.settle();
    }
    SECTION("until nobody says so any more")
    {
        office.hint.reset();
        office.client.settle();
    }
    office.mouse.click();
    CHECK(office.parent.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}

TEST_CASE("a dialog that becomes modal while its parent has the focus takes it")
{
    Modal office;
    office.server.refresh(3);
    office.mouse.move_to(70, 30);
    office.mouse.click();
    REQUIRE(office.parent.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
    xdg_dialog_v1_set_modal(office.hint.get());
    office.client.settle();
    CHECK(office.dialog.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
    CHECK(!office.parent.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}

TEST_CASE("the focus returns to the parent when a modal dialog is closed")
{
    Modal office;
    xdg_dialog_v1_set_modal(office.hint.get());
    office.client.settle();
    office.dialog.unmap();
    office.client.settle();
    CHECK(office.parent.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}

TEST_CASE("of modal dialogs that stand on each other the last one has the focus")
{
    Modal office;
    TestWindow last{office.client, {.size = {20, 20}, .title = "last"}};
    xdg_toplevel_set_parent(last.toplevel(), office.dialog.toplevel());
    Dialog const hint{xdg_wm_dialog_v1_get_xdg_dialog(office.manager.get(), last.toplevel())};
    xdg_dialog_v1_set_modal(office.hint.get());
    xdg_dialog_v1_set_modal(hint.get());
    office.server.refresh(3);
    office.mouse.move_to(70, 30);
    office.mouse.click();
    CHECK(last.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}

TEST_CASE("a window keeps the icon that its client gave it, by name and as pictures")
{
    Office office;
    auto& client = office.client;
    Held<xdg_toplevel_icon_manager_v1, xdg_toplevel_icon_manager_v1_destroy> const manager{
        client.bind<xdg_toplevel_icon_manager_v1>(xdg_toplevel_icon_manager_v1_interface, 1)};
    TestWindow window{client};
    CHECK(!office.only_window().icon());
    TestBuffer const picture{client, {32, 32}, red};
    {
        Held<xdg_toplevel_icon_v1, xdg_toplevel_icon_v1_destroy> const icon{
            xdg_toplevel_icon_manager_v1_create_icon(manager.get())};
        xdg_toplevel_icon_v1_set_name(icon.get(), "editor");
        xdg_toplevel_icon_v1_add_buffer(icon.get(), picture.c(), 1);
        xdg_toplevel_icon_manager_v1_set_icon(manager.get(), window.toplevel(), icon.get());
    }
    client.settle();
    auto const* kept = office.only_window().icon();
    REQUIRE(kept);
    CHECK(std::string{kept->name} == "editor");
    CHECK(wl_list_length(&kept->buffers) == 1);
    xdg_toplevel_icon_manager_v1_set_icon(manager.get(), window.toplevel(), nullptr);
    client.settle();
    CHECK(!office.only_window().icon());
}

TEST_CASE("a window is known by the tag that its client gave it")
{
    Office office;
    Held<xdg_toplevel_tag_manager_v1, xdg_toplevel_tag_manager_v1_destroy> const manager{
        office.client.bind<xdg_toplevel_tag_manager_v1>(xdg_toplevel_tag_manager_v1_interface, 1)};
    TestWindow window{office.client};
    CHECK(office.only_window().tag().empty());
    xdg_toplevel_tag_manager_v1_set_toplevel_tag(manager.get(), window.toplevel(), "main window");
    xdg_toplevel_tag_manager_v1_set_toplevel_description(manager.get(), window.toplevel(), "Hauptfenster");
    office.client.settle();
    CHECK(office.only_window().tag() == "main window");
}

TEST_CASE("a window that rings demands attention until it has the focus")
{
    Office office;
    Held<xdg_system_bell_v1, xdg_system_bell_v1_destroy> const bell{
        office.client.bind<xdg_system_bell_v1>(xdg_system_bell_v1_interface, 1)};
    TestWindow quiet{office.client, {.title = "quiet"}};
    auto& background = office.only_window();
    TestWindow front{office.client, {.title = "front"}};
    xdg_system_bell_v1_ring(bell.get(), nullptr);
    xdg_system_bell_v1_ring(bell.get(), front.surface().c());
    office.client.settle();
    CHECK(!office.server.server().shell().focused()->demands_attention());
    xdg_system_bell_v1_ring(bell.get(), quiet.surface().c());
    office.client.settle();
    CHECK(background.demands_attention());
    office.server.server().shell().focus(&background);
    CHECK(!background.demands_attention());
}

TEST_CASE("a window may be the dialog of another program's window")
{
    Office office;
    auto& other = office.server.connect();
    TestWindow parent{office.client, {.color = red, .title = "parent"}};
    std::string handle;
    auto& shell = office.server.server().shell();
    auto* const parent_window = &office.only_window();
    SECTION("xdg-foreign 2")
    {
        Held<zxdg_exporter_v2, zxdg_exporter_v2_destroy> const exporter{
            office.client.bind<zxdg_exporter_v2>(zxdg_exporter_v2_interface, 1)};
        Held<zxdg_exported_v2, zxdg_exported_v2_destroy> const exported{
            zxdg_exporter_v2_export_toplevel(exporter.get(), parent.surface().c())};
        static constexpr zxdg_exported_v2_listener listener{
            .handle = [](void* d, zxdg_exported_v2*, char const* h) { *static_cast<std::string*>(d) = h; }};
        zxdg_exported_v2_add_listener(exported.get(), &listener, &handle);
        office.client.settle();
        TestWindow dialog{other, {.color = blue, .title = "dialog"}};
        Held<zxdg_importer_v2, zxdg_importer_v2_destroy> const importer{
            other.bind<zxdg_importer_v2>(zxdg_importer_v2_interface, 1)};
        Held<zxdg_imported_v2, zxdg_imported_v2_destroy> const imported{
            zxdg_importer_v2_import_toplevel(importer.get(), handle.c_str())};
        zxdg_imported_v2_set_parent_of(imported.get(), dialog.surface().c());
        other.settle();
        CHECK(shell.focused()->parent() == parent_window);
        shell.focus(parent_window);
        CHECK(shell.windows().back()->title() == "dialog"); // above its parent, as dialogs are
    }
    SECTION("xdg-foreign 1")
    {
        Held<zxdg_exporter_v1, zxdg_exporter_v1_destroy> const exporter{
            office.client.bind<zxdg_exporter_v1>(zxdg_exporter_v1_interface, 1)};
        Held<zxdg_exported_v1, zxdg_exported_v1_destroy> const exported{
            zxdg_exporter_v1_export(exporter.get(), parent.surface().c())};
        static constexpr zxdg_exported_v1_listener listener{
            .handle = [](void* d, zxdg_exported_v1*, char const* h) { *static_cast<std::string*>(d) = h; }};
        zxdg_exported_v1_add_listener(exported.get(), &listener, &handle);
        office.client.settle();
        TestWindow dialog{other, {.color = blue, .title = "dialog"}};
        Held<zxdg_importer_v1, zxdg_importer_v1_destroy> const importer{
            other.bind<zxdg_importer_v1>(zxdg_importer_v1_interface, 1)};
        Held<zxdg_imported_v1, zxdg_imported_v1_destroy> const imported{
            zxdg_importer_v1_import(importer.get(), handle.c_str())};
        zxdg_imported_v1_set_parent_of(imported.get(), dialog.surface().c());
        other.settle();
        CHECK(shell.focused()->parent() == parent_window);
    }
}
