/** Words that cannot be names in GLSL ES 3.00 (§3.8), names that tfjs's webgl backend puts before a shader, built-in functions that shaders call, and names of the shader itself. */
export const reserved: readonly string[] = (
  "const uniform layout centroid flat smooth break continue do for while switch case default if else in out inout float int void bool true false " +
  "invariant discard return mat2 mat3 mat4 vec2 vec3 vec4 ivec2 ivec3 ivec4 bvec2 bvec3 bvec4 uint uvec2 uvec3 uvec4 lowp mediump highp " +
  "precision sampler2D sampler3D samplerCube struct " +
  "attribute varying coherent volatile restrict readonly writeonly resource noperspective patch sample subroutine common partition active asm " +
  "class union enum typedef template this goto inline noinline public static extern external interface long short double half fixed " +
  "unsigned superp input output hvec2 hvec3 hvec4 dvec2 dvec3 dvec4 fvec2 fvec3 fvec4 filter sizeof cast namespace using " +
  "resultUV halfCR outputColor imod idiv random newRound uvFromFlat packedUVfrom1D packedUVfrom2D packedUVfrom3D sampleTexture setOutput " +
  "getOutputCoords outShape outTexShape outShapeStrides isnan isnan_custom ivec5 ivec6 nan " +
  "abs ceil floor float floatBitsToUint intBitsToFloat max min round roundEven select sign sqrt texelFetch trunc uintBitsToFloat " +
  "settings inputs memory outputs tables environments i rowBegins rowAlone main stepRow resetRow numberAt inputsAt memoryAt tablesAt fieldOf params intSetting floatSetting " +
  "remembered group texel store"
).split(" ");
