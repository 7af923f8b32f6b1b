using Personalize.Web.Accounts.Factors;

namespace Personalize.Tests.Web.Accounts;

public sealed class TotpTests
{
    // "12345678901234567890", the secret of RFC 6238 appendix B.
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, Totp.CodeAt(Key, now));
        Assert.Equal(seconds / 30, Totp.Match(Key, code, now, usedStep: 0));
        Assert.Equal(seconds / 30, Totp.Match(Key, $"{code[..3]} {code[3..]}", now, usedStep: 0));
    }

    [Fact]
    public void A_code_holds_one_step_around_its_own_and_never_twice()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111109);
        var code = Totp.CodeAt(Key, now);
        var step = 1111111109L / 30;

        Assert.Equal(step, Totp.Match(Key, code, now.AddSeconds(30), usedStep: 0));
        Assert.Equal(step, Totp.Match(Key, code, now.AddSeconds(-30), usedStep: 0));
        Assert.Null(Totp.Match(Key, code, now.AddSeconds(60), usedStep: 0));
        Assert.Null(Totp.Match(Key, code, now.AddSeconds(-60), usedStep: 0));
        Assert.Null(Totp.Match(Key, code, now, usedStep: step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("٢٨٧٠٨٢")]
    public void What_is_no_code_matches_nothing(string code) =>
        Assert.Null(Totp.Match(Key, code, DateTimeOffset.FromUnixTimeSeconds(59), usedStep: 0));
}
