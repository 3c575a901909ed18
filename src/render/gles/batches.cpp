#include "batches.hpp"

#include <algorithm>

namespace vitrail {

Batch* Batches::open(Shading shading, bool blend, float alpha)
{
    auto const index = blend ? blended_.empty() ? std::nullopt : std::optional{blended_.size() - 1} : open_[shading.index()];
    Batch* batch = index ? &(blend ? blended_ : replacing_)[*index] : nullptr;
    return batch && batch->shading == shading && batch->alpha == alpha ? batch : nullptr;
}

Batch& Batches::start(Shading shading, bool blend, float alpha)
{
    auto& list = blend ? blended_ : replacing_;
    if (!blend)
        open_[shading.index()] = list.size();
    return list.emplace_back(shading, blend, alpha);
}

void Batches::add_colour(bool blend, Quad const& quad)
{
    Shading const shading{Source::Colour};
    Batch* batch = open(shading, blend, 1);
    (batch ? *batch : start(shading, blend, 1)).quads.push_back(quad);
}

void Batches::add_picture(Shading shading, bool blend, float alpha, Sampled const& texture, Quad quad)
{
    auto const most = shading.source == Source::External ? 1 : units_;
    Batch* batch = open(shading, blend, alpha);
    auto unit = batch ? std::size_t(std::ranges::find(batch->textures, texture) - batch->textures.begin()) : 0;
    bool const known = batch && unit < batch->textures.size();
    if (!batch || (!known && batch->textures.size() == most)) {
        batch = &start(shading, blend, alpha);
        unit = 0;
    }
    if (!known)
        batch->textures.push_back(texture);
    quad.unit = float(unit);
    batch->quads.push_back(quad);
}

void Batches::add_yuv(bool blend, float alpha, bool nearest, YuvPicture const& picture, YuvConversion conversion,
                      Quad const& quad)
{
    Shading const shading{Source::Yuv};
    Batch* batch = open(shading, blend, alpha);
    bool const joins = batch && batch->textures[0] == Sampled{GL_TEXTURE_2D, picture.luma, nearest}
        && batch->conversion == conversion;
    if (!joins) {
        batch = &start(shading, blend, alpha);
        for (GLuint const plane : {picture.luma, picture.chroma, picture.chroma_2})
            batch->textures.push_back({GL_TEXTURE_2D, plane, nearest});
        batch->conversion = conversion;
        batch->yuv = picture;
    }
    batch->quads.push_back(quad);
}

} // namespace vitrail
