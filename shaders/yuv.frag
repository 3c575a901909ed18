#version 300 es
// A picture in luma and chroma, whose planes are textures of their own. Which channel of which texture is what, the bits
// that count, the range and the encoding are all in one matrix: red, green and blue are weighted sums of what is read.

precision highp float;

#include "place.glsl"
#ifdef LOOK
#include "look.glsl"
#endif

uniform highp sampler2D luma, chroma, chroma_2; // the last only where Cb and Cr lie apart
uniform vec2 chroma_scale; // texture coordinates of luma to those of chroma: they differ where a size is odd
uniform mat4 from_luma;    // each column: what one channel adds to red, green, blue
uniform mat4 from_chroma;
uniform mat4 from_chroma_2;
uniform vec3 offset;
uniform float alpha;

out vec4 pixel;

void main()
{
    vec2 uv = place();
    vec4 y = texture(luma, uv), c = texture(chroma, uv * chroma_scale), d = texture(chroma_2, uv * chroma_scale);
    vec3 rgb = (from_luma * y + from_chroma * c + from_chroma_2 * d).rgb + offset;
    pixel = vec4(clamp(rgb, 0.0, 1.0), 1.0) * alpha;
#ifdef LOOK
    pixel = with_look(pixel);
#endif
}
