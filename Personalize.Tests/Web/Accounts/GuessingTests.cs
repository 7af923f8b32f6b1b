using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Passwords;
using Personalize.Web.Accounts.SignIn;

namespace Personalize.Tests.Web.Accounts;

public sealed class GuessingTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 15, 30, 0, TimeSpan.Zero));

    [Fact]
    public void After_five_failures_each_attempt_waits_longer()
    {
        var brake = new GuessBrake(_clock);
        var guesser = new Guesser("A@EXAMPLE.ORG", "192.0.2.1", Device: null);
        for (var failure = 0; failure < 5; failure++)
            Assert.Equal(TimeSpan.Zero, brake.Begin(guesser).Wait);

        List<double> waits = [];
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var wait = brake.Begin(guesser).Wait;
            waits.Add(wait.TotalSeconds);
            _clock.Advance(wait);
            Assert.Equal(TimeSpan.Zero, brake.Begin(guesser).Wait);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900], waits);
    }

    [Fact]
    public void Success_clears_the_own_count_and_a_day_forgives()
    {
        var brake = new GuessBrake(_clock);
        var guesser = new Guesser("A@EXAMPLE.ORG", "192.0.2.1", Device: null);
        for (var round = 0; round < 4; round++)
        {
            for (var failure = 0; failure < 4; failure++)
                brake.Begin(guesser);
            brake.Succeeded(brake.Begin(guesser));
        }

        Assert.Equal(TimeSpan.Zero, brake.Begin(guesser).Wait);
        for (var failure = 0; failure < 30; failure++)
            brake.Begin(guesser);
        Assert.NotEqual(TimeSpan.Zero, brake.Begin(guesser).Wait);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(TimeSpan.Zero, brake.Begin(guesser).Wait);
    }

    [Fact]
    public async Task Parallel_guesses_are_counted_one_by_one()
    {
        var brake = new GuessBrake(_clock);
        var guesser = new Guesser("A@EXAMPLE.ORG", "192.0.2.1", Device: null);
        var passed = 0;

        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (_, _) =>
        {
            if (brake.Begin(guesser).Wait == TimeSpan.Zero)
                Interlocked.Increment(ref passed);
            return ValueTask.CompletedTask;
        });

        Assert.Equal(5, passed);
    }

    [Fact]
    public async Task Ten_thousand_guesses_neither_get_in_nor_keep_the_owner_out()
    {
        await using var app = new PersonalizeApp { Clock = _clock, Configure = TestAccounts.Quicken };
        var account = await app.AddAccountAsync(TestAccounts.NewEmail());
        using var owner = new AccountBrowser(app);
        Assert.Equal(HttpStatusCode.Redirect, (await owner.SignInAsync(account.Email!, TestAccounts.Password)).Status);

        // A hundred networks guess in turn, one guess a second.
        var looked = 0;
        for (var guess = 0; guess < 10_000; guess++)
        {
            var proof = await GuessAsync(app, account.Email!, $"guess number {guess}", $"198.51.100.{guess % 100}");
            Assert.IsNotType<PasswordProof.Right>(proof);
            if (proof is PasswordProof.Wrong)
                looked++;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        // Even the right password is not looked at while its sender is held up.
        while (await GuessAsync(app, account.Email!, "one more guess", "198.51.100.1") is PasswordProof.Later)
            _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<PasswordProof.Later>(await GuessAsync(app, account.Email!, TestAccounts.Password, "198.51.100.2"));
        owner.Cookies.Remove("personalize");
        var returned = await owner.SignInAsync(account.Email!, TestAccounts.Password);
        Assert.Equal(HttpStatusCode.Redirect, returned.Status);
        Assert.InRange(looked, 20, 200);
        TestContext.Current.SendDiagnosticMessage($"Of 10,000 guesses {looked} were looked at.");
    }

    [Fact]
    public async Task An_unknown_address_costs_the_hashing_of_a_known_one()
    {
        var hasher = new WatchedHasher();
        await using var app = new PersonalizeApp { Configure = services => services.AddSingleton<IPasswordHasher<Account>>(hasher) };
        var account = await app.AddAccountAsync(TestAccounts.NewEmail());

        foreach (var email in new[] { account.Email!, TestAccounts.NewEmail(), "" })
            Assert.IsType<PasswordProof.Wrong>(await GuessAsync(app, email, "not the password", "203.0.113.1"));

        Assert.Equal(3, hasher.Checked.Count);
        Assert.Equal([PasswordLimits.Rounds], hasher.Checked.Distinct());
    }

    private static async Task<PasswordProof> GuessAsync(PersonalizeApp app, string email, string password, string network)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PasswordCheck>()
            .RunAsync(email, password, new Guesser(email.ToUpperInvariant(), network, Device: null));
    }

    [Fact]
    public async Task An_unknown_address_is_held_up_like_a_known_one_and_the_wait_is_shown()
    {
        await using var app = new PersonalizeApp { Clock = _clock, Configure = TestAccounts.Quicken };
        var known = await app.AddAccountAsync(TestAccounts.NewEmail());
        List<List<(HttpStatusCode, string?)>> answers = [];
        foreach (var email in new[] { known.Email!, TestAccounts.NewEmail() })
        {
            using var browser = new AccountBrowser(app);
            List<(HttpStatusCode, string?)> seen = [];
            for (var guess = 0; guess < 8; guess++)
            {
                var answer = await browser.SignInAsync(email, $"guess number {guess}");
                seen.Add((answer.Status, answer.Problem));
            }

            answers.Add(seen);
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal((HttpStatusCode.TooManyRequests, "There were too many attempts. Try again in 1 second."), answers[0][7]);
    }

    /// <summary>The framework's, with the rounds of each hash that it checked a password against.</summary>
    private sealed class WatchedHasher : IPasswordHasher<Account>
    {
        // Of the framework's format: one byte of version, four of the function, then the rounds.
        private const int PlaceOfRounds = 5;

        private readonly PasswordHasher<Account> _framework = new(Options.Create(new PasswordHasherOptions { IterationCount = PasswordLimits.Rounds }));

        public List<int> Checked { get; } = [];

        public string HashPassword(Account user, string password) => _framework.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Checked.Add(BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hashedPassword).AsSpan(PlaceOfRounds)));
            return _framework.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
