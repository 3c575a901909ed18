#pragma once

#include "scene/surface_node.hpp"
#include "session.hpp"
#include "stage.hpp"

#include <map>
#include <memory>
#include <string>

namespace vitrail::test {

/// Ours: a whole Vitrail. Frame loop, planes, composer and display are what they always are; only the shell is passed
/// over, so that surfaces lie where the script says.
class OwnStage final : public Stage {
public:
    ~OwnStage() override;

    [[nodiscard]] TestClient& client() override { return client_; }
    void adopt(TestSurface& surface, Point<Logical> at) override;
    void move(TestSurface& surface, Point<Logical> at) override;
    void raise(TestSurface& surface) override;
    void set_screen(ScreenSetup const& setup) override;
    [[nodiscard]] Screen draw() override;

    /// What the screen shows one refresh later.
    [[nodiscard]] Screen refresh();
    /// The same, painted from nothing: differs from `draw` where damage was forgotten.
    [[nodiscard]] Screen draw_anew();
    /// The layers on the screen that touch this pixel, in words, for who must understand a difference.
    [[nodiscard]] std::string layers_at(int x, int y);

    [[nodiscard]] TestServer& server() { return server_; }
    [[nodiscard]] SurfaceTree& tree_of(TestSurface& surface) { return *trees_.at(&surface); }

private:
    TestServer server_{{.screen = {160, 120}}};
    TestClient& client_ = server_.connect();
    std::map<TestSurface*, std::unique_ptr<SurfaceTree>> trees_;
};

} // namespace vitrail::test
