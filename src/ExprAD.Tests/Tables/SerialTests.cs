using Xunit;

namespace ExprAD.Tests.Tables;

/// <summary>Tests that change the rules run alone: a new rule makes every derivative be compiled again.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class SerialTests
{
    public const string Name = "Changes of the rules";
}
