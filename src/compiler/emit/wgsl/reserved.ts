/** Words that cannot be names in WGSL (§16.1, §16.2), and names of types and built-in functions that shaders use. */
export const reserved: readonly string[] = (
  "alias break case const const_assert continue continuing default diagnostic discard else enable false fn for if let loop override " +
  "requires return struct switch true var while " +
  "NULL Self abstract active alignas alignof as asm asm_fragment async attribute auto await become binding_array cast catch class co_await " +
  "co_return co_yield coherent column_major common compile compile_fragment concept const_cast consteval constexpr constinit crate debugger " +
  "decltype delete demote demote_to_helper do dynamic_cast enum explicit export extends extern external fallthrough filter final finally " +
  "friend from fxgroup get goto groupshared highp impl implements import inline instanceof interface layout lowp macro macro_rules match " +
  "mediump meta mod module move mut mutable namespace new nil noexcept noinline nointerpolation non_coherent noncoherent noperspective null " +
  "nullptr of operator package packoffset partition pass patch pixelfragment precise precision premerge priv protected pub public readonly " +
  "ref regardless register reinterpret_cast require resource restrict self set shared sizeof smooth snorm static static_assert static_cast " +
  "std subroutine super target template this thread_local throw trait try type typedef typeid typename typeof union unless unorm unsafe " +
  "unsized use using varying virtual volatile wgsl where with writeonly yield " +
  "bool f16 f32 i32 u32 vec2 vec3 vec4 array atomic ptr abs bitcast ceil countLeadingZeros floor max min round select sqrt trunc " +
  "settings inputs memory outputs tables environments i rowBegins rowAlone step reset stepRow resetRow"
).split(" ");
