#include "batches.hpp"

#include <algorithm>

namespace vitrail {

Batch* Batches::open(Shading shading, Manner const& manner)
{
    auto const index = !manner.blend ? open_[shading.index()]
        : blended_.empty()           ? std::nullopt
                                     : std::optional{blended_.size() - 1};
    Batch* batch = index ? &(manner.blend ? blended_ : replacing_)[*index] : nullptr;
    auto const alike = [&] {
        return batch->shading == shading && batch->alpha == manner.alpha
            && (manner.look ? batch->look == *manner.look : !batch->look);
    };
    return batch && alike() ? batch : nullptr;
}

Batch& Batches::start(Shading shading, Manner const& manner)
{
    auto& list = manner.blend ? blended_ : replacing_;
    if (!manner.blend)
        open_[shading.index()] = list.size();
    auto& out = list.emplace_back(shading, manner.blend, manner.alpha);
    if (manner.look)
        out.look = *manner.look;
    return out;
}

void Batches::add_colour(Manner const& manner, Quad const& quad)
{
    Shading const shading{.source = Source::Colour, .looked = manner.look != nullptr};
    Batch* batch = open(shading, manner);
    (batch ? *batch : start(shading, manner)).quads.push_back(quad);
}

void Batches::add_picture(Shading shading, Manner const& manner, Sampled const& texture, Quad quad)
{
    shading.looked = manner.look != nullptr;
    auto const most = shading.source == Source::External ? 1 : units_;
    Batch* batch = open(shading, manner);
    auto unit = batch ? std::size_t(std::ranges::find(batch->textures, texture) - batch->textures.begin()) : 0;
    bool const known = batch && unit < batch->textures.size();
    if (!batch || (!known && batch->textures.size() == most)) {
        batch = &start(shading, manner);
        unit = 0;
    }
    if (!known)
        batch->textures.push_back(texture);
    quad.unit = float(unit);
    batch->quads.push_back(quad);
}

void Batches::add_yuv(Manner const& manner, bool nearest, YuvPicture const& picture, YuvConversion conversion,
                      Quad const& quad)
{
    Shading const shading{.source = Source::Yuv, .looked = manner.look != nullptr};
    Batch* batch = open(shading, manner);
    bool const joins = batch && batch->textures[0] == Sampled{GL_TEXTURE_2D, picture.luma, nearest}
        && batch->conversion == conversion;
    if (!joins) {
        batch = &start(shading, manner);
        for (GLuint const plane : {picture.luma, picture.chroma, picture.chroma_2})
            batch->textures.push_back({GL_TEXTURE_2D, plane, nearest});
        batch->conversion = conversion;
        batch->yuv = picture;
    }
    batch->quads.push_back(quad);
}

} // namespace vitrail
