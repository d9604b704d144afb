using System.Text.Json.Nodes;
using Xunit;

namespace ExprAD.Tests.GradBench;

/// <summary>What is answered besides outputs; and that a line which makes no sense is answered like any other.</summary>
public class ProtocolTests
{
    private const string Square = """{"id":1,"kind":"evaluate","module":"hello","function":"square","input":3}""";

    [Fact]
    public void Start_is_answered_with_the_name_of_the_tool() =>
        AssertAnswer("""{"id":0,"tool":"exprad"}""", """{"id":0,"kind":"start","eval":"gmm","config":{"n":[1]}}""");

    [Theory]
    [InlineData("hello")]
    [InlineData("gmm")]
    [InlineData("ba")]
    [InlineData("lstm")]
    [InlineData("kmeans")]
    [InlineData("lse")]
    [InlineData("llsq")]
    [InlineData("ode")]
    public void Modules_are_defined(string module) =>
        AssertAnswer("""{"id":1,"success":true}""", $$"""{"id":1,"kind":"define","module":"{{module}}"}""");

    [Theory]
    [InlineData("""{"id":3,"kind":"analysis","of":2,"valid":true}""")]
    [InlineData("""{"id":3,"kind":"something new","with":[1,2]}""")]
    public void Other_messages_are_acknowledged(string message) => AssertAnswer("""{"id":3}""", message);

    [Theory]
    [InlineData("17")]
    [InlineData("\"seventeen\"")]
    [InlineData("1.5")]
    public void The_answer_has_the_id_of_the_message(string id) =>
        AssertAnswer($$"""{"id":{{id}},"success":true}""", $$"""{"id":{{id}},"kind":"define","module":"lse"}""");

    [Theory]
    [InlineData("""{"id":1,"kind":"define","module":"brusselator"}""", "no module 'brusselator'")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"brusselator","function":"f","input":1}""", "no module 'brusselator'")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"lse","function":"hessian","input":{"x":[1]}}""", "has no function 'hessian'")]
    [InlineData("""{"id":1,"kind":"define"}""", "no 'module'")]
    [InlineData("""{"id":1,"kind":7}""", "'kind' is not a string")]
    [InlineData("""{"id":1}""", "no 'kind'")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"lse","function":"primal"}""", "no 'input'")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"lse","function":"primal","input":{}}""", "'x'")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"lse","function":"primal","input":{"x":null}}""", "x")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"lse","function":"primal","input":{"x":["one"]}}""", "x[0]")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"lse","function":"primal","input":{"x":[1],"min_runs":0}}""", "min_runs is 0")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"hello","function":"square","input":"three"}""", "Double")]
    [InlineData("""{"id":1,"kind":"evaluate","module":"hello","function":"square","input":null}""", "Double")]
    public void Wrong_messages_get_an_error(string message, string reason) => AssertError(1, reason, message);

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("{\"id\":1,\"kind\":\"define\"")]
    [InlineData("[1,2]")]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"kind\":\"define\",\"module\":\"lse\"}")]
    public void Lines_without_an_id_get_an_error_without_one(string line) => AssertError(null, null, line);

    [Theory]
    [InlineData("lse", "primal", """{"x":[]}""")]
    [InlineData("llsq", "gradient", """{"x":[1],"n":-3}""")]
    [InlineData("gmm", "jacobian", """{"d":1,"k":1,"n":1,"m":0,"gamma":1,"alpha":[0],"mu":[],"q":[[0]],"l":[[]],"x":[[0]]}""")]
    public void What_the_function_throws_is_an_error(string module, string function, string input) =>
        AssertError(1, null, Tool.Evaluate(module, function, JsonNode.Parse(input)!));

    [Theory]
    [InlineData("lse", "primal", """{"x":[1e308,-1e308,1e309]}""")]
    [InlineData("hello", "square", "1e200")]
    public void Numbers_that_JSON_does_not_have_are_an_error(string module, string function, string input) =>
        AssertError(1, null, $$"""{"id":1,"kind":"evaluate","module":"{{module}}","function":"{{function}}","input":{{input}}}""");

    [Fact]
    public void A_wrong_line_does_not_end_the_session()
    {
        var answers = Tool.Answers("}{", Square, """{"id":2,"kind":"evaluate","module":"lse","function":"primal","input":{"x":[]}}""", Square);

        Assert.Equal([false, true, false, true], answers.Select(answer => (bool)answer["success"]!));
        Assert.Equal(9.0, (double)answers[3]["output"]!);
    }

    [Fact]
    public void Functions_are_called_as_often_as_asked()
    {
        var answer = Tool.Answers("""{"id":1,"kind":"evaluate","module":"lse","function":"gradient","input":{"x":[1,2],"min_runs":5}}""").Single();

        Assert.Equal(["prepare", .. Enumerable.Repeat("evaluate", 5)], Timings(answer).Select(timing => timing.Name));
    }

    [Fact]
    public void Functions_are_called_as_long_as_asked()
    {
        var answer = Tool.Answers("""{"id":1,"kind":"evaluate","module":"lse","function":"primal","input":{"x":[1,2],"min_runs":1,"min_seconds":0.002}}""").Single();

        var calls = Timings(answer).Skip(1).Select(timing => timing.Nanoseconds).ToList();
        Assert.True(calls.Count > 1);
        Assert.True(calls.Sum() >= 1_990_000); // each is cut off to a whole number
        Assert.True(calls.SkipLast(1).Sum() < 2_000_000);
    }

    private static IEnumerable<(string Name, long Nanoseconds)> Timings(JsonObject answer) =>
        answer["timings"]!.AsArray().Select(timing => ((string)timing!["name"]!, (long)timing["nanoseconds"]!));

    private static void AssertAnswer(string expected, string message) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), Tool.Answers(message).Single().ToJsonString());

    private static void AssertError(int? id, string? reason, string message)
    {
        var answer = Tool.Answers(message, Square)[0];
        Assert.Equal(id, (int?)answer["id"]);
        Assert.False((bool)answer["success"]!);
        Assert.False(answer.ContainsKey("output"));
        Assert.Contains(reason ?? "", (string)answer["error"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)answer["error"]!);
    }
}
