//! No template can hang or exhaust the process.

use apigw_emulator::gateway::mapping::{self, GivenInput};
use apigw_emulator::vtl::{Failure, Template};

fn outcome(template: &str) -> Result<usize, Failure> {
    outcome_of(template, "")
}

fn outcome_of(template: &str, body: &str) -> Result<usize, Failure> {
    let input = GivenInput { body: body.to_owned(), ..GivenInput::default() };
    let template = Template::parse(template).unwrap();
    mapping::render(&template, &input).map(|rendered| rendered.text.len()).map_err(|error| error.failure)
}

// Developer guide, "Amazon API Gateway quotas and important notes": #foreach iterates 1,000 times at most.
#[test]
fn a_loop_ends_after_1000_rounds() {
    assert_eq!(outcome("#foreach($i in [1..5000])x#end"), Ok(1000));
}

#[test]
fn nested_loops_run_out_of_steps() {
    let loops = "#set($r = [1..1000])#foreach($a in $r)#foreach($b in $r)#foreach($c in $r)#set($x = $a)#end#end#end";
    assert_eq!(outcome(loops), Err(Failure::TooManySteps));
}

#[test]
fn output_ends_at_10_megabytes() {
    let text = "x".repeat(20_000);
    assert_eq!(outcome(&format!("#foreach($i in [1..500]){text}#end")), Ok(10_000_000));
    assert_eq!(outcome(&format!("#foreach($i in [1..600]){text}#end")), Err(Failure::OutputTooLarge));
}

#[test]
fn strings_that_double_run_out_of_memory() {
    assert_eq!(outcome("#set($s = 'x')#foreach($i in [1..1000])#set($s = $s + $s)#end"), Err(Failure::OutOfMemory));
}

#[test]
fn numbers_that_square_run_out_of_digits() {
    assert_eq!(outcome("#set($n = 10)#foreach($i in [1..1000])#set($n = $n * $n)#end"), Err(Failure::OutOfMemory));
}

#[test]
fn a_range_over_all_integers_is_refused() {
    assert_eq!(outcome("#foreach($i in [-2147483648..2147483647])$i#end"), Err(Failure::OutOfMemory));
}

#[test]
fn a_list_in_itself_prints_and_a_cycle_of_two_is_refused() {
    assert_eq!(outcome("#set($l = [])#set($x = $l.add($l))$l"), Ok("[(this Collection)]".len()));
    let cycle = "#set($a = [])#set($b = [])#set($x = $a.add($b))#set($x = $b.add($a))$a";
    assert_eq!(outcome(cycle), Err(Failure::TooDeep));
}

#[test]
fn lists_nested_without_end_are_refused_when_they_are_printed() {
    let nest = "#set($a = [])#foreach($i in [1..1000])#foreach($j in [1..100])#set($a = [$a])#end#end";
    assert_eq!(outcome(nest), Ok(0));
    assert_eq!(outcome(&format!("{nest}$a")), Err(Failure::TooDeep));
    assert_eq!(outcome(&format!("{nest}#if($a == [$a])#end")), Err(Failure::TooDeep));
    assert_eq!(outcome(&format!("{nest}$a.hashCode()")), Err(Failure::TooDeep));
}

#[test]
fn json_nested_without_end_is_refused() {
    assert_eq!(outcome_of("$input.path('$')", &"[".repeat(100_000)), Err(Failure::TooDeep));
    assert_eq!(outcome_of("$input.json('$..a')", &"{\"a\":".repeat(100_000)), Err(Failure::TooDeep));
}

#[test]
fn blocks_that_render_each_other_end() {
    assert!(outcome("#define($a)$b$b#end#define($b)$a$a#end$a").is_ok());
    let chain: String = (0..200).map(|n| format!("#define($d{n})$d{}#end", n + 1)).collect();
    assert_eq!(outcome(&format!("{chain}#define($d200)x#end$d0")), Err(Failure::TooDeep));
}

#[test]
fn deep_nesting_does_not_parse() {
    for (open, close) in [("#if(true)", "#end"), ("#if((", "))#end"), ("#set($x = [", "])"), ("$a.b(", ")"), ("$a[$a", "]")] {
        let template = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        assert!(Template::parse(&template).is_err(), "{open}");
    }
    let nested = (0..12).fold("$x".to_owned(), |inner, _| format!("\"{}\"", inner.replace('"', "\"\"")));
    assert!(Template::parse(&format!("#set($x = {nested})")).is_ok());
}

#[test]
fn chains_may_be_long() {
    assert_eq!(outcome(&format!("#set($x = 0{})$x", " + 1".repeat(50_000))), Ok("50000".len()));
    assert_eq!(outcome(&format!("#if(false{})#{{else}}no#end", " || false".repeat(50_000))), Ok("no".len()));
    assert_eq!(outcome(&format!("$a{}", ".b".repeat(50_000))), Ok(0));
    assert_eq!(outcome(&format!("#if(false){}#end", "#elseif(false)".repeat(20_000))), Ok(0));
}

#[test]
fn a_pattern_that_backtracks_is_given_up() {
    let text = "a".repeat(40);
    let template = format!("#set($s = '{text}b')$s.matches('(a*)*(?=c)\\1')");
    assert!(matches!(outcome(&template), Err(Failure::TooManySteps) | Ok(_)));
    assert_eq!(outcome(&format!("#set($s = '{text}b')$s.matches('(a*)*c')")), Ok("false".len()));
}
