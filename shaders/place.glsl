// A pixel's place in the texture of its layer.

flat in vec2 origin;
flat in vec3 across, down;

vec2 place()
{
    vec3 at = vec3(gl_FragCoord.xy - origin, 1.0);
    return vec2(dot(at, across), dot(at, down));
}
