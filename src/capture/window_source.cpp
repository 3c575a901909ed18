#include "capture/window_source.hpp"

#include "scene/portrait.hpp"
#include "scene/viewport.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace vitrail {

/// The window and all that belongs to it, at the scale of the screen it is on.
class WindowSource::Subject final : public CaptureSubject {
public:
    Subject(Scene& scene, CapturedWindow window)
        : scene_{scene}
        , window_{window}
    {
    }

    void begin() override { (void)take_changes(); }
    [[nodiscard]] std::optional<LayerStack> picture() const override
    {
        if (size().empty() || scene_.locked())
            return std::nullopt;
        return portrait_of(window_.tree, scene_, view());
    }
    [[nodiscard]] bool may_be_seen(LayerStack const&) const override { return !scene_.locked(); }
    [[nodiscard]] Size<OutputPx> size() const override
    {
        auto const geometry = this->geometry();
        auto const pixels = [scale = scale()](int units) { return int(std::lround(units * scale)); };
        return {pixels(geometry.width), pixels(geometry.height)};
    }
    [[nodiscard]] Transform transform() const override { return Transform::Normal; }
    [[nodiscard]] bool translucent() const override { return true; }
    void copied(std::span<SourceId const>) override { } // the screen's own composition needs them, too

    /// Where it looks different from the time before.
    [[nodiscard]] Region<OutputPx> take_changes()
    {
        auto const now = picture();
        std::vector<Piece> pieces;
        Region<OutputPx> out;
        for (auto const& layer : now ? now->layers : std::vector<Layer>{}) {
            auto const& content = layer.content;
            pieces.push_back({layer.id, layer.source, layer.dest, layer.transform, layer.alpha, layer.color,
                content ? content->serial : 0});
            if (!std::ranges::contains(pieces_, pieces.back()))
                out |= layer.visible;
        }
        bool const same_pieces = std::ranges::equal(pieces_, pieces, {}, &Piece::where, &Piece::where);
        pieces_ = std::move(pieces);
        return same_pieces ? out : Region<OutputPx>{Rect<OutputPx>::of(size())};
    }

private:
    /// A layer without its buffer, which its client wants back.
    struct Piece {
        SourceId id;
        FRect<BufferPx> source;
        Rect<OutputPx> dest;
        Transform transform;
        float alpha;
        Color color;
        std::uint64_t serial;

        [[nodiscard]] std::pair<SourceId, Rect<OutputPx>> where() const { return {id, dest}; }
        friend bool operator==(Piece const&, Piece const&) = default;
    };

    [[nodiscard]] wlr_box geometry() const
    {
        auto const* xdg = wlr_xdg_surface_try_from_wlr_surface(&window_.surface);
        return xdg ? xdg->geometry : wlr_box{};
    }
    [[nodiscard]] double scale() const
    {
        auto const at = window_.tree.absolute_position();
        auto const box = geometry();
        FPoint<Logical> const middle{at.x + box.width / 2.0, at.y + box.height / 2.0};
        for (auto const* viewport : scene_.viewports())
            if (viewport->attached() && viewport->view().area().contains(middle))
                return viewport->view().scale;
        return 1.0;
    }
    [[nodiscard]] View view() const
    {
        return {.origin = window_.tree.absolute_position(), .scale = scale(), .size = size()};
    }

    Scene& scene_;
    CapturedWindow window_;
    std::vector<Piece> pieces_;
};

WindowSource::WindowSource(EventLoop& loop, Scene& scene, Renderer& renderer, CapturedWindow window,
    std::function<void()> let_go)
    : WindowSource{loop, renderer, std::make_unique<Subject>(scene, window), window.surface, std::move(let_go)}
{
}

WindowSource::WindowSource(EventLoop& loop, Renderer& renderer, std::unique_ptr<Subject> subject, wlr_surface& surface,
    std::function<void()> let_go)
    : loop_{loop}
    , subject_{*subject}
    , source_{loop, renderer, std::move(subject), std::move(let_go)}
    , look_{loop, [this] { look(); }}
{
    commit_.connect<&WindowSource::on_commit>(this, surface.events.commit);
}

WindowSource::~WindowSource() = default;

/// The scene hears of the commit at the same time: look when it has.
void WindowSource::on_commit()
{
    if (source_.recorded())
        look_.arm(loop_.now());
}

void WindowSource::look()
{
    if (!source_.recorded())
        return;
    source_.reshaped();
    if (auto const changes = subject_.take_changes(); !changes.empty())
        source_.changed(changes);
}

} // namespace vitrail
