#version 300 es
// A picture in RGB. The short path, with OPAQUE, is one texture read and nothing else.
//   OPAQUE     the picture has no alpha, or hides what lies below whatever it says
//   FADED      all of it is translucent
//   EXTERNAL   a texture that only the driver can read
//   LOOK       with what look.glsl adds
//   UNITS      how many textures one draw call may read
#ifdef EXTERNAL
#extension GL_OES_EGL_image_external_essl3 : require
#define PICTURE samplerExternalOES
#else
#define PICTURE sampler2D
#endif

precision highp float;

#include "place.glsl"
#ifdef LOOK
#include "look.glsl"
#endif

uniform highp PICTURE pictures[UNITS];

uniform float alpha;

flat in int unit;
out vec4 pixel;

vec4 picture()
{
    vec2 uv = place();
#if UNITS > 1
    switch (unit) {
    case 1: return texture(pictures[1], uv);
    case 2: return texture(pictures[2], uv);
    case 3: return texture(pictures[3], uv);
    case 4: return texture(pictures[4], uv);
    case 5: return texture(pictures[5], uv);
    case 6: return texture(pictures[6], uv);
    case 7: return texture(pictures[7], uv);
    }
#endif
    return texture(pictures[0], uv);
}

void main()
{
#ifdef OPAQUE
    pixel = vec4(picture().rgb, 1.0);
#else
    pixel = picture();
#endif
#ifdef FADED
    pixel *= alpha;
#endif
#ifdef LOOK
    pixel = with_look(pixel);
#endif
}
