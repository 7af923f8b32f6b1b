extern alias benchmarks;

using benchmarks::Personalize.Benchmarks;
using benchmarks::Personalize.Benchmarks.Evaluate;
using benchmarks::Personalize.Benchmarks.Speed;

namespace Personalize.Tests.Benchmarks;

/// <summary>What cannot be done is named, with what would be right.</summary>
public sealed class CommandTests
{
    private static readonly string SomeFile = typeof(CommandTests).Assembly.Location;

    private static readonly string[] Sound = ["--task", "ranking", "--train", SomeFile, "--test", SomeFile];

    [Theory]
    [InlineData("--tset", "a.tsv", "There is no option '--tset'. Known: --task, --train, --test")]
    [InlineData("--seen-filter", "maybe", "--seen-filter is 'maybe'; give one of on, off.")]
    [InlineData("--items", "nowhere.tsv", "There is no file nowhere.tsv. Name one with --items.")]
    [InlineData("--threads", "0", "--threads is '0'; give a whole number from 1.")]
    [InlineData("--seed", "1.5", "--seed is '1.5'; give a whole number")]
    [InlineData("--seed", "99999999999", "--seed is '99999999999'; give a whole number")]
    [InlineData("--metrics", "ndgc@10", "--metrics: There is no metric 'ndgc@10'. Known, with a whole number from 1 for k: ndcg@k/cut")]
    [InlineData("--metrics", "recall@0", "There is no metric 'recall@0'.")]
    [InlineData("--set", "ease", "--set 'ease' is not understood; write it as model.option=value.")]
    [InlineData("--set", "ease.dropout=", "--set 'ease.dropout=' is not understood")]
    [InlineData("--task", "rating", "--task was given 2 times; give it once.")]
    public void A_wrong_option_of_evaluate_is_named_with_the_remedy(string option, string value, string message) =>
        Assert.Contains(message, Assert.Throws<CommandLineException>(() => EvaluateOptions.Parse([.. Sound, option, value])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--task is missing.")]
    [InlineData("--task is 'rank'; give one of ranking, rating.", "--task", "rank")]
    [InlineData("--train is missing; name a file.", "--task", "rating")]
    [InlineData("There is no file a.tsv. Name one with --train.", "--task", "rating", "--train", "a.tsv")]
    [InlineData("--train stands at the end; give it a value.", "--task", "rating", "--train")]
    public void What_evaluate_lacks_is_named(string message, params string[] arguments) =>
        Assert.Contains(message, Assert.Throws<CommandLineException>(() => EvaluateOptions.Parse(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void Metrics_of_lists_are_refused_for_ratings() => Assert.Contains(
        "there is no metric 'ndcg@10/cut' for ratings. Known: rmse, mae",
        Assert.Throws<CommandLineException>(() => EvaluateOptions.Parse(["--task", "rating", "--train", SomeFile, "--test", SomeFile, "--metrics", "ndcg@10/cut"])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var options = EvaluateOptions.Parse(Sound);

        Assert.Equal(1, options.Seed);
        Assert.Equal(Environment.ProcessorCount, options.Threads);
        Assert.Empty(options.Models);
        Assert.Null(options.Json);
        Assert.Contains(options.Metrics, metric => metric.Id == "ndcg@10/cut");
    }

    [Theory]
    [InlineData("ease.dropuot=0.5", "--set ease.dropuot: ease has no such option. Known: regularisation (number), dropout (number)")]
    [InlineData("ease.dropout=half", "--set ease.dropout: 'half' is no number.")]
    [InlineData("ease.history=Sometimes", "--set ease.history: 'Sometimes' is no Presence or Weight.")]
    [InlineData("ease.dropout=1.5", "--set ease: The field Dropout must be between 0 and 0.99.")]
    public void A_wrong_setting_is_named_with_those_there_are(string assignment, string message)
    {
        var settings = SettingAssignments.Parse([assignment]);

        Assert.Contains(message, Assert.Throws<CommandLineException>(() => settings.For<Personalize.Engine.Autoencoders.EaseSettings>("ease")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history=Weight")]
    [InlineData("History=weight")]
    public void A_setting_is_understood_in_either_spelling(string assignment) => Assert.Equal(
        Personalize.Engine.Autoencoders.HistoryUse.Weight,
        SettingAssignments.Parse([$"ease.{assignment}", "ease.most-items=5"]).For<Personalize.Engine.Autoencoders.EaseSettings>("ease").History);

    [Fact]
    public void A_setting_of_no_model_is_refused() => Assert.Contains(
        "there is no model 'eaze'. Known: ease, ials.",
        Assert.Throws<CommandLineException>(() => SettingAssignments.Parse(["eaze.dropout=0"]).RequireModelsAmong(["ease", "ials"])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("--what 'sdg' is unknown. Known: item-knn, tfidf", "--what", "sdg")]
    [InlineData("--what is missing.")]
    [InlineData("--runs is '4'; give a whole number from 5.", "--what", "topk", "--runs", "4")]
    [InlineData("--data is missing; name a file.", "--what", "tfidf")]
    [InlineData("--set ease.dropout: there is no model 'ease'. Known: topk.", "--what", "topk", "--set", "ease.dropout=0")]
    public void What_speed_cannot_do_is_named(string message, params string[] arguments) =>
        Assert.Contains(message, Assert.Throws<CommandLineException>(() => SpeedCommand.Run(arguments, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData("evalute")]
    [InlineData("evaluate", "--task", "rank")]
    [InlineData("speed", "--what", "sdg")]
    [InlineData("speed", "--what", "sgd", "--data", "nowhere.tsv")]
    public async Task What_cannot_be_done_ends_with_exit_code_2(params string[] arguments) =>
        Assert.Equal(2, await Commands.RunAsync(arguments, TestContext.Current.CancellationToken));
}
