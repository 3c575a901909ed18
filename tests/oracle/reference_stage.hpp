#pragma once

#include "base/owned.hpp"
#include "base/wlr.hpp"
#include "stage.hpp"

#include <map>
#include <memory>

namespace vitrail::test {

/// The oracle: a small server on wlroots' own scene graph.
class ReferenceStage final : public Stage {
public:
    ReferenceStage();
    ~ReferenceStage() override;

    [[nodiscard]] TestClient& client() override { return *client_; }
    void adopt(TestSurface& surface, Point<Logical> at) override;
    void move(TestSurface& surface, Point<Logical> at) override;
    void raise(TestSurface& surface) override;
    void set_screen(ScreenSetup const& setup) override;
    [[nodiscard]] Screen draw() override;

private:
    [[nodiscard]] bool turn();
    void turn_until_quiet();

    Owned<wl_display, wl_display_destroy> display_;
    Owned<wlr_backend, wlr_backend_destroy> backend_;
    Owned<wlr_renderer, wlr_renderer_destroy> renderer_;
    Owned<wlr_allocator, wlr_allocator_destroy> allocator_;
    wlr_output* output_ = nullptr;
    wlr_scene* scene_ = nullptr;
    wlr_scene_output* scene_output_ = nullptr;
    std::map<TestSurface*, wlr_scene_tree*> trees_;
    std::unique_ptr<TestClient> client_;
};

} // namespace vitrail::test
