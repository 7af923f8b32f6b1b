using Personalize.Web.Hosting.Settings;

namespace Personalize.Tests.Web.Hosting;

public sealed class PostgresLineTests
{
    [Theory]
    [InlineData("Host=localhost")]
    [InlineData("Host=LOCALHOST:5433")]
    [InlineData("Host=127.0.0.1")]
    [InlineData("Host=::1")]
    [InlineData("Host=[::1]:5433")]
    [InlineData("Host=/var/run/postgresql")]
    [InlineData("Host=localhost,127.0.0.1:5433;SSL Mode=Disable")]
    [InlineData("Host=db.example.org;SSL Mode=VerifyFull")]
    [InlineData("Host=10.0.0.5,10.0.0.6;SSL Mode=VerifyFull;Root Certificate=/etc/ca.pem")]
    public void What_stays_here_or_is_proved_is_taken(string connection) => PostgresLine.Require(connection);

    [Theory]
    [InlineData("Host=db.example.org", "'db.example.org' with SSL Mode=Prefer")]
    [InlineData("Host=db.example.org;SSL Mode=Require", "'db.example.org' with SSL Mode=Require")]
    [InlineData("Host=db.example.org;SSL Mode=VerifyCA", "'db.example.org' with SSL Mode=VerifyCA")]
    [InlineData("Host=10.0.0.5;SSL Mode=Disable", "'10.0.0.5' with SSL Mode=Disable")]
    [InlineData("Host=localhost,10.0.0.6", "'10.0.0.6'")]
    [InlineData("Host=localhost.example.org", "'localhost.example.org'")]
    [InlineData("Server=db.example.org;User Id=x", "'db.example.org'")]
    public void A_line_that_others_may_read_or_answer_is_refused_with_the_remedy(string connection, string named)
    {
        var refused = Assert.Throws<SettingsException>(() => PostgresLine.Require(connection + ";Password=hunter2"));

        Assert.Contains("'ConnectionStrings:Personalize'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains("SSL Mode=VerifyFull", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_keyword_that_PostgreSQL_does_not_know_is_named_and_the_password_is_not()
    {
        var refused = Assert.Throws<SettingsException>(() => PostgresLine.Require("Hots=localhost;Password=hunter2"));

        Assert.Contains("hots", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }
}
