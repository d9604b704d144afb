using System.Numerics;
using System.Runtime.InteropServices;

namespace ExprAD.Tables;

/// <summary>Number types that are not differentiated, with what to use instead.</summary>
internal static class OtherNumbers
{
    private const string Whole = "compute in double: a whole number has no derivative";
    private const string Several = "keep the numbers in a double[] or a record of doubles, and write the formula with them";

    private static readonly Dictionary<Type, string> Remedies = new()
    {
        [typeof(Half)]       = "use double (or float) instead of Half",
        [typeof(NFloat)]     = "use double instead of NFloat",
        [typeof(Int128)]     = Whole,
        [typeof(UInt128)]    = Whole,
        [typeof(BigInteger)] = Whole,
        [typeof(Complex)]    = "keep real and imaginary part as two doubles, and write the formula with them",
        [typeof(Vector2)]    = Several,
        [typeof(Vector3)]    = Several,
        [typeof(Vector4)]    = Several,
        [typeof(Quaternion)] = Several,
        [typeof(Plane)]      = Several,
        [typeof(Matrix3x2)]  = Several,
        [typeof(Matrix4x4)]  = Several,
    };

    internal static string? Remedy(Type type) =>
        Remedies.TryGetValue(type, out var remedy) ? remedy
        : type.IsGenericType && type.Namespace is "System.Numerics" or "System.Runtime.Intrinsics" && type.Name.StartsWith("Vector", StringComparison.Ordinal) ? Several
        : null;
}
