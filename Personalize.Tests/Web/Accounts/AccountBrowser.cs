using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts;
using Personalize.Web.Accounts.Factors;

namespace Personalize.Tests.Web.Accounts;

/// <summary>A browser without JavaScript: keeps cookies, reads forms, sends them with their tokens.</summary>
internal sealed partial class AccountBrowser(PersonalizeApp app) : IDisposable
{
    private readonly HttpClient _client = app.CreateStranger();

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the server thinks this browser is; needs <see cref="TestAddress"/>.</summary>
    public string Address { get; init; } = "192.0.2.1";

    /// <summary>What the request claims about its sender; null for nothing.</summary>
    public string? ForwardedFor { get; init; }

    /// <summary>The page that requests claim to come from; null for a program that does not say.</summary>
    public string? Origin { get; init; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<Answer> GoAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    /// <summary>Opens the page and sends the form of that name as it stands there, with these fields filled in.</summary>
    public async Task<Answer> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await GoAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return await PostAsync(path, [.. HiddenFields(page.Text, form), .. fields]);
    }

    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await SendAsync(request);
    }

    public async Task<Answer> SignInAsync(string email, string password, string path = "/signin") =>
        await SubmitAsync(path, "password", ("Input.Email", email), ("Input.Password", password));

    public void Dispose() => _client.Dispose();

    public static (string Name, string Value)[] HiddenFields(string page, string form)
    {
        var text = FormElement().Matches(page).Select(match => match.Value)
            .Single(element => element.Contains($"value=\"{form}\"", StringComparison.Ordinal) || element.Contains($"id=\"{form}\"", StringComparison.Ordinal)
                || element.Contains($"action=\"{form}\"", StringComparison.Ordinal));
        return [.. HiddenInput().Matches(text).Select(match => (Attribute(match.Value, "name"), Attribute(match.Value, "value")))];
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36");
        request.Headers.Add(TestAddress.Header, Address);
        if (Origin is not null)
            request.Headers.Add("Origin", Origin);
        if (ForwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", ForwardedFor);
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await _client.SendAsync(request, Cancel);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var (name, value) = (set[..set.IndexOf('=', StringComparison.Ordinal)], set[(set.IndexOf('=', StringComparison.Ordinal) + 1)..set.IndexOf(';', StringComparison.Ordinal)]);
            if (value.Length == 0)
                Cookies.Remove(name);
            else
                Cookies[name] = value;
        }

        return new Answer(
            response.StatusCode, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync(Cancel),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    private static string Attribute(string element, string name) =>
        WebUtility.HtmlDecode(Regex.Match(element, $"\\s{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormElement();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenInput();
}

/// <param name="Location">Where it sends the browser; null when it stays.</param>
internal sealed record Answer(HttpStatusCode Status, string? Location, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What stands in the error summary; null without one.</summary>
    public string? Problem => Regex.Match(Text, "id=\"problem\"[^>]*><div>(.*?)</div>", RegexOptions.Singleline) is { Success: true } found
        ? WebUtility.HtmlDecode(found.Groups[1].Value)
        : null;

    /// <summary>Path and query of <see cref="Location"/>, or null when it leads elsewhere.</summary>
    public string? LocalLocation => Location is null ? null
        : Uri.TryCreate(new Uri("http://localhost"), Location, out var target) && target.Authority == "localhost" ? target.PathAndQuery : null;
}

/// <summary>Lets a test say where a request comes from.</summary>
internal sealed class TestAddress : IStartupFilter
{
    public const string Header = "X-Test-Address";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, onward) =>
        {
            if (context.Request.Headers[Header] is [{ } address])
                context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            return onward(context);
        });
        next(app);
    };
}

internal static class TestAccounts
{
    public const string Password = "granite otter sings at noon";

    /// <summary>Addresses by header, and passwords that are quick to check.</summary>
    public static void Quicken(IServiceCollection services) => services
        .AddSingleton<IStartupFilter, TestAddress>()
        .Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 10);

    public static async Task<Account> AddAccountAsync(this PersonalizeApp app, string email, AccountRole role = AccountRole.Analyst, string password = Password)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var account = new Account { UserName = email, Email = email, Role = role, CreatedAt = app.Get<TimeProvider>().GetUtcNow() };
        scope.ServiceProvider.GetRequiredService<PersonalizeDb>().Actor = PersonalizeApp.Tester;
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, password);
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(error => error.Description)));
        return account;
    }

    /// <summary>What its owner does on the page of the second factor.</summary>
    /// <returns>The key that the owner's app knows now.</returns>
    public static async Task<string> EnableSecondFactorAsync(this PersonalizeApp app, Account account)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var owner = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(account.Email!);
        var factor = scope.ServiceProvider.GetRequiredService<SecondFactor>();
        var key = await factor.KeyAsync(owner!);
        Assert.NotNull(await factor.EnableAsync(owner!, Totp.CodeAt(key, app.Get<TimeProvider>().GetUtcNow())));
        return key;
    }

    /// <summary>One that no device has, so that nobody can show it.</summary>
    public static async Task AddPasskeyAsync(this PersonalizeApp app, Account account)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var owner = await accounts.FindByEmailAsync(account.Email!);
        var passkey = new UserPasskeyInfo(
            [1, 2, 3], publicKey: [4], app.Get<TimeProvider>().GetUtcNow(), signCount: 0, transports: null, isUserVerified: true,
            isBackupEligible: false, isBackedUp: false, attestationObject: [], clientDataJson: []);
        Assert.True((await accounts.AddOrUpdatePasskeyAsync(owner!, passkey)).Succeeded);
    }

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.org";
}
