using System.Net;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Tests.Web.Tokens;

namespace Personalize.Tests.Web.Access;

public sealed class BearerHeaderTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    [Theory]
    [InlineData("Bearer ", HttpStatusCode.OK)]
    [InlineData("bearer ", HttpStatusCode.OK)]
    [InlineData("BEARER  ", HttpStatusCode.OK)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Basic ", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    public async Task Keys_and_tokens_stand_behind_the_scheme_in_any_case_of_its_letters(string scheme, HttpStatusCode status)
    {
        using var client = app.CreateStranger();
        var token = (await client.SignInAsync((await app.AddAccountAsync(AccountRole.Operator)).Email!)).Access();

        foreach (var credential in (string[])[app.KeyOf(AccountRole.Operator), token])
            Assert.Equal(status, (await client.SendAsync("GET", "/api/users", null, ("Authorization", scheme + credential))).Status);
    }
}
