PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'/bin/sh');
INSERT INTO "argument" VALUES(1,'-c');
INSERT INTO "argument" VALUES(2,'./new');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "bucket" VALUES(0,0.0,0.1);
INSERT INTO "bucket" VALUES(1,0.1,0.2);
INSERT INTO "bucket" VALUES(2,0.2,3.00000000000000044408e-01);
INSERT INTO "bucket" VALUES(3,3.00000000000000044408e-01,0.4);
INSERT INTO "bucket" VALUES(4,0.4,0.5);
INSERT INTO "bucket" VALUES(5,0.5,0.523691679);
CREATE TABLE carbon (  -- one row: the intensity the run is converted with
  intensity_g_per_j REAL NOT NULL,        -- grams CO2e; times 3.6e6 is g/kWh
  intensity_u_rel REAL NOT NULL,          -- standard relative uncertainty
  place TEXT NOT NULL,
  place_name TEXT NOT NULL,
  year INTEGER,                           -- of the data
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  stated INTEGER NOT NULL,                -- 0: nobody said where, world average
  pue REAL NOT NULL,                      -- power usage effectiveness, >= 1
  pue_u REAL NOT NULL,                    -- its standard uncertainty
  pue_stated INTEGER NOT NULL,
  series TEXT NOT NULL                    -- file of an hourly series, "" none
) STRICT;
INSERT INTO "carbon" VALUES(1.15e-05,2.84331529684803352431e-01,'FR','France',2025,'lifecycle,generation','OWID/Ember',1,1.0,0.0,0,'');
CREATE TABLE domain (  -- what the meters read, one row each
  id INTEGER PRIMARY KEY,                 -- 0, 1, 2, ...
  meter TEXT NOT NULL,                    -- "rapl-powercap", "model", ...
  name TEXT NOT NULL,                     -- "package-0", "dram-0", ...
  scope TEXT NOT NULL,                    -- what is inside
  source TEXT NOT NULL,                   -- where it is read
  component TEXT NOT NULL,                -- "cpu", "memory", "gpu", "node"
  role TEXT NOT NULL,                     -- "total" is added up; "inside" and "alternative" must never be
  kind TEXT NOT NULL,                     -- "measured", "integrated", "modelled", "assumed"
  u_rel REAL NOT NULL,                    -- standard relative uncertainty of the meter's gain
  update_step_s REAL NOT NULL,            -- the counter steps about this often
  package INTEGER NOT NULL                -- -1 none or all
) STRICT;
INSERT INTO "domain" VALUES(0,'rapl-powercap','package-0','package','powercap/intel-rapl:0','cpu','total','measured',0.03,0.001,0);
INSERT INTO "domain" VALUES(1,'rapl-powercap','dram-0','dram','powercap/intel-rapl:0:1','memory','total','measured',0.1,0.001,0);
INSERT INTO "domain" VALUES(2,'rapl-powercap','core-0','core','powercap/intel-rapl:0:0','cpu','inside','measured',0.03,0.001,0);
CREATE TABLE domain_total (  -- sums over the run, one row per domain
  domain INTEGER PRIMARY KEY REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- columns as in interval_energy
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,
  own_dynamic_j REAL NOT NULL,
  other_dynamic_j REAL NOT NULL,
  tree_static_j REAL NOT NULL,
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,
  idle_known INTEGER NOT NULL,            -- 0: idle_j is 0 because nobody knows it
  idle_power_w REAL NOT NULL,
  idle_power_u_w REAL NOT NULL,           -- standard uncertainty
  factor90_low REAL NOT NULL,             -- 90 % interval of gross_j as factors on it; 0, 0: none given
  factor90_high REAL NOT NULL,
  good_readings INTEGER NOT NULL,
  gap_readings INTEGER NOT NULL,
  lost_readings INTEGER NOT NULL,
  ambiguous_readings INTEGER NOT NULL
) STRICT;
INSERT INTO "domain_total" VALUES(0,1.9403477000000002306e+01,9.42556613135004894843e+00,9.6122444800938033893e+00,3.65666388556148469479e-01,-4.23272528138340931036e-16,9.02872169361783782903e+00,3.96844437732210730818e-01,8.1877961469681279083e-02,1,1.79983118107745383436e+01,3.245759713125901183e-03,0.0,0.0,4,0,0,0);
INSERT INTO "domain_total" VALUES(1,2.235553,1.57092768904104462812e+00,6.40385678112555534191e-01,2.42396328463997112745e-02,2.51534904016637028689e-17,1.50478694939868629099e+00,6.61407396423583787692e-02,7.2397837162339571948e-03,1,2.99971863605082145198e+00,5.40842697376628486934e-04,0.0,0.0,4,0,0,0);
INSERT INTO "domain_total" VALUES(2,1.25062769999999989778e+01,4.18980569694772686517e+00,8.01124060352696432119e+00,3.05230699525308124542e-01,-3.05311331771918048616e-16,4.01340238463291676396e+00,1.76403312314809573857e-01,6.83369551056343810246e-02,1,8.00051989550081543711e+00,2.42758664790174421427e-03,0.0,0.0,4,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'__libc_early_init','','',0,0,'native');
INSERT INTO "function" VALUES(1,'__libc_start_main','','',0,0,'native');
INSERT INTO "function" VALUES(2,'__libc_start_call_main','','',0,0,'native');
INSERT INTO "function" VALUES(3,'exit','','',0,0,'native');
INSERT INTO "function" VALUES(4,'__run_exit_handlers','','',0,0,'native');
INSERT INTO "function" VALUES(5,'_IO_cleanup','','',0,0,'native');
INSERT INTO "function" VALUES(6,'_IO_flush_all_lockp','','',0,0,'native');
INSERT INTO "function" VALUES(7,'_IO_do_write','','',0,0,'native');
INSERT INTO "function" VALUES(8,'new_do_write','','',0,0,'native');
INSERT INTO "function" VALUES(9,'_IO_file_write','','',0,0,'native');
INSERT INTO "function" VALUES(10,'write','','',0,0,'native');
INSERT INTO "function" VALUES(11,'_start','','',0,1,'native');
INSERT INTO "function" VALUES(12,'_dl_start','','',0,1,'native');
INSERT INTO "function" VALUES(13,'_dl_sysdep_start','','',0,1,'native');
INSERT INTO "function" VALUES(14,'dl_main','','',0,1,'native');
INSERT INTO "function" VALUES(15,'_dl_unload_cache','','',0,1,'native');
INSERT INTO "function" VALUES(16,'munmap','','',0,1,'native');
INSERT INTO "function" VALUES(17,'_start','','',0,2,'native');
INSERT INTO "function" VALUES(18,'main','','/home/user/projects/series/sum.c',22,2,'native');
INSERT INTO "function" VALUES(19,'fill','','/home/user/projects/series/sum.c',5,2,'native');
INSERT INTO "function" VALUES(20,'sum','','/home/user/projects/series/sum.c',10,2,'native');
CREATE TABLE interval (  -- what happened between two readings
  id INTEGER PRIMARY KEY,                 -- ascends with time; numbers are left out where neighbours were joined
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL,
  tree_user_s REAL NOT NULL,              -- CPU time of the program's processes
  tree_system_s REAL NOT NULL,
  own_s REAL NOT NULL,                    -- CPU time of calo
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,                  -- CPU time taken by the hypervisor
  processes INTEGER NOT NULL,             -- at the end of the interval, also threads and memory
  threads INTEGER NOT NULL,
  rss_bytes REAL NOT NULL,
  pss_bytes REAL,
  swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  context_switches INTEGER,               -- of the whole machine
  read_chars_bytes REAL,                  -- through read(2) and friends
  written_chars_bytes REAL,
  read_disk_bytes REAL,                   -- that reached storage
  written_disk_bytes REAL,
  frequency_hz REAL,                      -- mean
  temperature_celsius REAL                -- mean
) STRICT;
INSERT INTO "interval" VALUES(0,0.0,0.037852074,0.016284129,0.0,1.69500000000000206057e-03,0.0,0.0,2,2,2830336.0,439296.0,0.0,180,0,29,9625.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(1,0.037852074,0.355336666,0.216121335,0.0,9.5090000000000035607e-03,0.0,0.0,2,2,3616768.0,1204224.0,NULL,195,0,217,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.355336666,0.517578897,1.05310730000000074557e-01,0.0,1.93499999999999922062e-03,0.0,0.0,2,2,3616768.0,NULL,NULL,0,0,115,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,0.517578897,0.523691679,0.0,2.39680599999991805759e-03,1.32199999999999678879e-03,0.0,0.0,0,0,0.0,NULL,NULL,8,0,15,0.0,12.0,0.0,0.0,NULL,NULL);
CREATE TABLE interval_energy (  -- energy of each domain in each interval, shared out:
  interval INTEGER NOT NULL REFERENCES interval(id),
  domain INTEGER NOT NULL REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- = idle + tree_dynamic + own_dynamic + other_dynamic
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,           -- the program's processes
  own_dynamic_j REAL NOT NULL,            -- calo
  other_dynamic_j REAL NOT NULL,          -- everybody else
  tree_static_j REAL NOT NULL,            -- the program's part of idle, by busy CPU time
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,                -- standard uncertainty of tree_dynamic_j from the sharing alone
  outcome TEXT NOT NULL,                  -- "good", "first", "gap", "ambiguous", "lost", "gone"
  PRIMARY KEY (interval, domain)
) STRICT, WITHOUT ROWID;
INSERT INTO "interval_energy" VALUES(0,0,0.905628,6.8127343053651179261e-01,2.03203322634978728045e-01,2.11512468285094852593e-02,-1.73472347597680709441e-17,6.17045710452886586594e-01,6.42277200836252198934e-02,4.59772615502727476782e-03,'good');
INSERT INTO "interval_energy" VALUES(0,1,0.127628,1.13545571790974755832e-01,1.27547934935561060876e-02,1.32763471546913083484e-03,-1.3010426069826053208e-18,1.02840951773747982245e-01,1.0704620017226775322e-02,3.84790608649887035368e-04,'good');
INSERT INTO "interval_energy" VALUES(0,2,0.493151,3.02836271122969125091e-01,1.72372621367453099372e-01,1.79421075095777815544e-02,0.0,2.74286084984728895097e-01,2.8550186138240247341e-02,3.90014345924543683052e-03,'good');
INSERT INTO "interval_energy" VALUES(1,0,11.489309,5.71418668193253598275e+00,5.53173466311183315013e+00,2.43387654955631471676e-01,-1.66533453693773481063e-16,5.47336710792225655808e+00,2.40819574010278814046e-01,5.59512690470778881191e-02,'good');
INSERT INTO "interval_energy" VALUES(1,1,1.335789,9.52364447281391579558e-01,3.67265448616754031085e-01,1.61591041018542477814e-02,3.46944695195361418882e-17,9.12227851600678874e-01,4.01365956807126847416e-02,4.95298953612309956345e-03,'good');
INSERT INTO "interval_energy" VALUES(1,2,7.3584,2.54004179481095926362e+00,4.61529256610667815152e+00,2.03065639082362775491e-01,-1.38777878078144567552e-16,2.432993877575639452e+00,1.07047917235319534068e-01,4.66818261944522069906e-02,'good');
INSERT INTO "interval_energy" VALUES(2,0,6.811556,2.92008626241371116449e+00,3.82125720845128835634e+00,0.0702125291350011,-2.3592239273284576484e-16,2.86740009096641434993e+00,5.26861714472970157907e-02,1.65469697264848912554e-02,'good');
INSERT INTO "interval_energy" VALUES(2,1,0.74807,4.8668104388516236769e-01,2.56672799769198434205e-01,4.71615634563921862915e-03,-7.80625564189563192485e-18,4.77900015307914705076e-01,8.78102857724767475733e-03,1.48194056413329623353e-03,'good');
INSERT INTO "interval_energy" VALUES(2,2,4.533094,1.29802219700593934881e+00,3.1767024493723039491e+00,5.83693536217572625512e-02,-1.59594559789866252685e-16,1.27460240256557799654e+00,2.34197944403613071695e-02,1.37558914232621953832e-02,'good');
INSERT INTO "interval_energy" VALUES(3,0,0.196984,1.10019756467289703261e-01,5.60492858957038556089e-02,3.09149576370064370356e-02,-3.46944695195361418882e-18,7.09087842762800152351e-02,3.91109721910096880259e-02,4.78199654109122147122e-03,'good');
INSERT INTO "interval_energy" VALUES(3,1,0.024066,1.83366260835159632092e-02,3.69263623304692031185e-03,2.03673768343711749859e-03,-4.33680868994201773602e-19,1.18181307163447261998e-02,6.51849536717123787671e-03,4.20063007327674741916e-04,'good');
INSERT INTO "interval_energy" VALUES(3,2,0.121632,4.89054340078591345819e-02,4.68729666805305852927e-02,2.58535993116102841282e-02,-6.93889390390722837764e-18,3.15200195069706493034e-02,1.73854145008884852785e-02,3.99909402867453835084e-03,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,1,109431);
INSERT INTO "location" VALUES(1,1,113867);
INSERT INTO "location" VALUES(2,1,107342);
INSERT INTO "location" VALUES(3,1,122702);
INSERT INTO "location" VALUES(4,0,1376097);
INSERT INTO "location" VALUES(5,1,122740);
INSERT INTO "location" VALUES(6,1,79919);
INSERT INTO "location" VALUES(7,1,134375);
INSERT INTO "location" VALUES(8,2,4368);
INSERT INTO "location" VALUES(9,0,160516);
INSERT INTO "location" VALUES(10,0,160329);
INSERT INTO "location" VALUES(11,2,5349);
INSERT INTO "location" VALUES(12,2,4629);
INSERT INTO "location" VALUES(13,2,4624);
INSERT INTO "location" VALUES(14,2,5350);
INSERT INTO "location" VALUES(15,2,5454);
INSERT INTO "location" VALUES(16,2,4681);
INSERT INTO "location" VALUES(17,2,4686);
INSERT INTO "location" VALUES(18,2,4677);
INSERT INTO "location" VALUES(19,0,160336);
INSERT INTO "location" VALUES(20,0,255641);
INSERT INTO "location" VALUES(21,0,255249);
INSERT INTO "location" VALUES(22,0,539481);
INSERT INTO "location" VALUES(23,0,539045);
INSERT INTO "location" VALUES(24,0,532440);
INSERT INTO "location" VALUES(25,0,525183);
INSERT INTO "location" VALUES(26,0,528324);
INSERT INTO "location" VALUES(27,0,1016656);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,11,0);
INSERT INTO "location_line" VALUES(1,0,12,0);
INSERT INTO "location_line" VALUES(2,0,13,0);
INSERT INTO "location_line" VALUES(3,0,14,0);
INSERT INTO "location_line" VALUES(4,0,0,0);
INSERT INTO "location_line" VALUES(5,0,14,0);
INSERT INTO "location_line" VALUES(6,0,15,0);
INSERT INTO "location_line" VALUES(7,0,16,0);
INSERT INTO "location_line" VALUES(8,0,17,0);
INSERT INTO "location_line" VALUES(9,0,1,0);
INSERT INTO "location_line" VALUES(10,0,2,0);
INSERT INTO "location_line" VALUES(11,0,18,27);
INSERT INTO "location_line" VALUES(12,0,19,7);
INSERT INTO "location_line" VALUES(13,0,19,7);
INSERT INTO "location_line" VALUES(14,0,18,27);
INSERT INTO "location_line" VALUES(15,0,18,30);
INSERT INTO "location_line" VALUES(16,0,20,14);
INSERT INTO "location_line" VALUES(17,0,20,14);
INSERT INTO "location_line" VALUES(18,0,20,14);
INSERT INTO "location_line" VALUES(19,0,2,0);
INSERT INTO "location_line" VALUES(20,0,3,0);
INSERT INTO "location_line" VALUES(21,0,4,0);
INSERT INTO "location_line" VALUES(22,0,5,0);
INSERT INTO "location_line" VALUES(23,0,6,0);
INSERT INTO "location_line" VALUES(24,0,7,0);
INSERT INTO "location_line" VALUES(25,0,8,0);
INSERT INTO "location_line" VALUES(26,0,9,0);
INSERT INTO "location_line" VALUES(27,0,10,0);
CREATE TABLE machine (  -- one row; no serial numbers, no addresses, no host name
  cpu_model TEXT NOT NULL,                -- "" unknown, also below
  cpu_vendor TEXT NOT NULL,
  cpu_family INTEGER NOT NULL,            -- CPUID; -1 unknown, also below
  cpu_model_number INTEGER NOT NULL,
  cpu_stepping INTEGER NOT NULL,
  sockets INTEGER NOT NULL,               -- 0 unknown, also below
  cores INTEGER NOT NULL,                 -- physical
  threads INTEGER NOT NULL,               -- logical CPUs online
  smt INTEGER NOT NULL,                   -- 0, 1
  memory_bytes REAL NOT NULL,
  virtualisation TEXT NOT NULL,           -- "" on bare metal
  cpu_limit REAL,                         -- CPUs the cgroup allows; NULL unlimited
  kernel TEXT NOT NULL,
  governor TEXT NOT NULL,
  turbo TEXT NOT NULL                     -- "on", "off", ""
) STRICT;
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz','Intel',6,85,4,1,2,2,0,16777216000.0,'',NULL,'6.8.0-45-generic','performance','on');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
INSERT INTO "module" VALUES(1,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(2,'/home/user/projects/series/new','5888748c43cb6832df974240720d0d331909e6b8',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Idle power: measured 0 h before the run over 10 s, Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz, kernel 6.8.0-45-generic, governor performance, turbo on, SMT off.');
INSERT INTO "note" VALUES(1,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
CREATE TABLE phase (  -- what the program says it was doing; no rows if it says nothing
  id INTEGER PRIMARY KEY,                 -- 0 is everything outside of phases, with an empty name
  parent INTEGER NOT NULL,                -- the phase around it; -1 none
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,                  -- first time it began
  end_s REAL NOT NULL,                    -- last time it was seen going on
  times INTEGER NOT NULL,                 -- how often it began
  count REAL NOT NULL,                    -- what the program says it did in it (epochs, events); 0 nothing said
  wall_s REAL NOT NULL,                   -- from here on without the phases inside it, so that all rows add up
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_by_cpu_j REAL NOT NULL,          -- the program's part of their idle energy, by busy CPU time
  static_by_time_j REAL NOT NULL          -- all their idle energy, by time
) STRICT;
INSERT INTO "phase" VALUES(0,-1,'',0.0,0.523691679,0,0.0,0.042319726,1.87541339999999431831e-02,2.78689561660271256648e-01,0.804674532516327,8.88630895049307145683e-01);
INSERT INTO "phase" VALUES(1,-1,'fill',0.035452233,0.354942147,1,0.0,0.319489914,0.216114111,5.89856532735639582654e+00,6.38562976573574836436e+00,6.70865894162561549052e+00);
INSERT INTO "phase" VALUES(2,-1,'sum',0.355696858,0.517578897,1,0.0,1.61882039000000033102e-01,1.05244755000000023148e-01,4.07537526918969295053e+00,3.34320434476444727778e+00,3.39920398371617116239e+00);
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "phase_span" VALUES(0,1,1,0.035452233,0.354942147);
INSERT INTO "phase_span" VALUES(1,2,1,0.355696858,0.517578897);
CREATE TABLE process (  -- processes of the program; short ones of one name may share a row
  id INTEGER PRIMARY KEY,                 -- unique in the run, unlike pid
  parent INTEGER NOT NULL,                -- id; -1 unknown or outside
  pid INTEGER NOT NULL,
  count INTEGER NOT NULL,                 -- processes in this row
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL,                             -- NULL still running
  user_s REAL NOT NULL,                   -- CPU time
  system_s REAL NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  threads_peak INTEGER NOT NULL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  wait_status INTEGER,                    -- as wait(2) gives it
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_j REAL NOT NULL                  -- share of their idle energy, by busy CPU time
) STRICT;
INSERT INTO "process" VALUES(0,-1,4200,1,'sh',0.0,0.523634049,0.012441073,0.0,1777664.0,1,119,0,0.0,0.0,0,1.78667776501800434907e-01,0.538628987148794);
INSERT INTO "process" VALUES(1,0,4201,1,'new',0.018934613,0.523634049,0.327671927,0.0,1966080.0,1,256,0,0.0,0.0,NULL,1.00739623817045576004e+01,9.99487965586772908466e+00);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(0.005025126,1,0,0,0.0);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('new',1773648004460732689,0.1,NULL,NULL,'0.1.0',1);
CREATE TABLE run_end (  -- one row: what is known at the end, or at the last commit if complete = 0
  complete INTEGER NOT NULL,              -- 0: calo was cut off, or is still recording
  wait_status INTEGER,                    -- of the program, as wait(2) gives it
  wall_s REAL NOT NULL,                   -- start to the last reading
  program_wall_s REAL NOT NULL,           -- start to the end of the program itself
  cpu_user_s REAL NOT NULL,               -- of the whole tree
  cpu_system_s REAL NOT NULL,
  processes INTEGER NOT NULL,             -- that belonged to the tree at any time
  processes_exact INTEGER NOT NULL,       -- 0: a lower bound
  threads_peak INTEGER NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  peak_pss_bytes REAL,
  peak_swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  voluntary_switches INTEGER,
  involuntary_switches INTEGER,
  read_chars_bytes REAL,
  written_chars_bytes REAL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  own_cpu_s REAL NOT NULL,                -- calo's own cost
  own_peak_rss_bytes REAL NOT NULL,
  ticks INTEGER NOT NULL,
  lost_records INTEGER NOT NULL,          -- exit records or intervals that were dropped
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,
  peak_power_w REAL NOT NULL              -- largest gross power of the "total" domains over one interval
) STRICT;
INSERT INTO "run_end" VALUES(1,0,0.523691679,0.523634049,0.326298,1.3815000000000021707e-02,2,1,2,3616768.0,1204224.0,0.0,383,0,5,92,9625.0,12.0,0.0,0.0,0.069255,13877248.0,4,0,0.0,0.0,4.65946871748823525632e+01);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;
INSERT INTO "stack" VALUES(0,-1,0);
INSERT INTO "stack" VALUES(1,0,1);
INSERT INTO "stack" VALUES(2,1,2);
INSERT INTO "stack" VALUES(3,2,3);
INSERT INTO "stack" VALUES(4,3,4);
INSERT INTO "stack" VALUES(5,2,5);
INSERT INTO "stack" VALUES(6,5,6);
INSERT INTO "stack" VALUES(7,6,7);
INSERT INTO "stack" VALUES(8,-1,8);
INSERT INTO "stack" VALUES(9,8,9);
INSERT INTO "stack" VALUES(10,9,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,11,13);
INSERT INTO "stack" VALUES(14,10,14);
INSERT INTO "stack" VALUES(15,10,15);
INSERT INTO "stack" VALUES(16,15,16);
INSERT INTO "stack" VALUES(17,15,17);
INSERT INTO "stack" VALUES(18,15,18);
INSERT INTO "stack" VALUES(19,9,19);
INSERT INTO "stack" VALUES(20,19,20);
INSERT INTO "stack" VALUES(21,20,21);
INSERT INTO "stack" VALUES(22,21,22);
INSERT INTO "stack" VALUES(23,22,23);
INSERT INTO "stack" VALUES(24,23,24);
INSERT INTO "stack" VALUES(25,24,25);
INSERT INTO "stack" VALUES(26,25,26);
INSERT INTO "stack" VALUES(27,26,27);
CREATE TABLE stack_use (  -- what a thread used with this stack on top
  bucket INTEGER NOT NULL REFERENCES bucket(id),
  thread INTEGER NOT NULL REFERENCES thread(id),
  stack INTEGER NOT NULL REFERENCES stack(id),
  samples INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of its process's dynamic_j
  static_j REAL NOT NULL,                 -- share of its process's static_j
  dynamic_squares_j2 REAL NOT NULL,       -- J^2: sum of the squared dynamic energies of single samples
  PRIMARY KEY (bucket, thread, stack)
) STRICT, WITHOUT ROWID;
INSERT INTO "stack_use" VALUES(0,0,4,1,5.10163400000000072376e-03,6.76572426942381593972e-02,2.25532374016560233087e-01,4.57750248898704248379e-03);
INSERT INTO "stack_use" VALUES(0,1,7,1,2.72989600000000031884e-03,3.62035450214637094523e-02,1.20682888207643210232e-01,1.31069667212114983508e-03);
INSERT INTO "stack_use" VALUES(0,1,12,7,0.016070988,4.38655258202938602707e-01,0.474838913832147,2.9407912089319709209e-02);
INSERT INTO "stack_use" VALUES(0,1,13,2,3.65185700000000054016e-03,9.96769007142067897664e-02,1.07899017244635048173e-01,5.00544529977062484932e-03);
INSERT INTO "stack_use" VALUES(1,1,12,17,0.037209067,1.0156160213905605083e+00,1.09939183322068245729e+00,6.07360372971247619577e-02);
INSERT INTO "stack_use" VALUES(1,1,13,4,8.84943500000000098093e-03,2.41544029208106025841e-01,2.6146843637915639924e-01,1.46037502898025139952e-02);
INSERT INTO "stack_use" VALUES(1,1,14,1,0.002188643,5.97386893873017715828e-02,6.46663954254916850672e-02,3.56871100971252117051e-03);
INSERT INTO "stack_use" VALUES(2,1,12,36,7.87911479999999914136e-02,2.15059281794286372146e+00,2.32799023531770288286e+00,1.28473596349650859282e-01);
INSERT INTO "stack_use" VALUES(2,1,13,6,1.31318580000000014601e-02,3.58432136323810601741e-01,3.87998372552950110403e-01,2.1412266058275127023e-02);
INSERT INTO "stack_use" VALUES(3,1,12,19,4.15842169999999927698e-02,1.13503509835873361843e+00,1.22866151308434234934e+00,6.78055091845379404036e-02);
INSERT INTO "stack_use" VALUES(3,1,13,5,1.09432150000000009276e-02,2.98693446936508844036e-01,3.23331977127458425336e-01,1.78435550485626058525e-02);
INSERT INTO "stack_use" VALUES(3,1,16,16,0.035018288,1.35600738378422858154e+00,1.11239075607912929477e+00,1.14922251554834306541e-01);
INSERT INTO "stack_use" VALUES(3,1,17,4,0.008754572,3.39001845946057256409e-01,2.78097689019782268182e-01,2.87305628887085835743e-02);
INSERT INTO "stack_use" VALUES(4,1,16,23,5.03387889999999810219e-02,1.94926061418982810025e+00,1.59906171186374845838e+00,1.65200736610074311316e-01);
INSERT INTO "stack_use" VALUES(4,1,17,2,0.004377286,1.69500922973028628204e-01,1.39048844509891134091e-01,1.43652814443542917871e-02);
INSERT INTO "stack_use" VALUES(4,1,18,1,0.002188643,8.47504614865143141022e-02,6.95244222549455670456e-02,7.18264072217714589357e-03);
INSERT INTO "stack_use" VALUES(5,1,16,1,0.002188643,8.47504614865143141022e-02,6.95244222549455670456e-02,7.18264072217714589357e-03);
INSERT INTO "stack_use" VALUES(5,1,17,1,0.002188643,8.47504614865143141022e-02,6.95244222549455670456e-02,7.18264072217714589357e-03);
INSERT INTO "stack_use" VALUES(5,1,27,1,0.002188643,5.45533262490328768601e-02,7.55420686572917110535e-02,2.97606540483341935193e-03);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "tag" VALUES(0,'calo.block','3');
CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  process INTEGER NOT NULL,               -- -1 unknown
  tid INTEGER NOT NULL,
  name TEXT NOT NULL,
  sampled_s REAL NOT NULL,                -- CPU time that samples stand for
  unsampled_s REAL NOT NULL,              -- CPU time that none stands for
  samples INTEGER NOT NULL,
  truncated INTEGER NOT NULL              -- of them, that do not reach the start of the thread
) STRICT;
INSERT INTO "thread" VALUES(0,0,4200,'sh',5.10163400000000072376e-03,0.0,1,0);
INSERT INTO "thread" VALUES(1,1,4201,'new',3.22393830999999186914e-01,0.0,147,0);
CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE traced_function (  -- Python functions whose calls were counted exactly; no rows unless asked for
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,                     -- "~" for a builtin
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  calls INTEGER NOT NULL,
  primitive INTEGER NOT NULL,             -- calls that were not recursive
  own_s REAL NOT NULL,                    -- wall time as the interpreter's profiler counts it
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;
CREATE TABLE witness (  -- numbers of the run beside the same from somebody else; no rows until the run is complete
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- stable word for machines
  what TEXT NOT NULL,                     -- for people
  whose TEXT NOT NULL,                    -- who says "other"
  unit TEXT NOT NULL,                     -- "s", "B"; "" a count
  calo REAL NOT NULL,
  other REAL NOT NULL,
  "limit" REAL NOT NULL,                  -- how far they may be apart
  bound TEXT NOT NULL                     -- "equal"; "at_least", "at_most": calo, of other
) STRICT;
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',0.340113,0.340113,0.00440113,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',0.340113,0.340113,0.00440113,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',3.274954649999999301e-01,0.340113,0.00440113,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',0.340113,3.34307828000000029078e-01,4.34307828000000083201e-03,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',0.354886,3.39999999999996305177e-01,8.39999999999996305177e-02,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',0.354886,1.04893543999969551805e+00,1.34893543999969559715e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-counter','energy of package-0','its counter, last reading minus first','J',1.9403477000000002306e+01,19.403477,1.019403477e-06,'equal');
INSERT INTO "witness" VALUES(7,'energy-counter','energy of dram-0','its counter, last reading minus first','J',2.235553,2.235553,1.002235553e-06,'equal');
INSERT INTO "witness" VALUES(8,'energy-counter','energy of core-0','its counter, last reading minus first','J',1.25062769999999989778e+01,12.506277,1.012506277e-06,'equal');
INSERT INTO "witness" VALUES(9,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',3.87228348737159535622e+01,3.87228348737159535622e+01,1.93614174368579772256e+00,'at_most');
INSERT INTO "witness" VALUES(10,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',3616768.0,2506752.0,25067.52,'at_least');
INSERT INTO "witness" VALUES(11,'processes','processes in the records','births told by the kernel','',2.0,2.0,0.0,'equal');
CREATE VIEW power AS  -- watts of each domain over time; NULL where the energy of an interval is not known for itself
SELECT e.interval, i.begin_s, i.end_s, d.name AS domain, d.role, d.kind,
       e.gross_j / e.known_s AS gross_w, iif(t.idle_known, e.idle_j / e.known_s, NULL) AS idle_w,
       e.tree_dynamic_j / e.known_s AS tree_dynamic_w, e.own_dynamic_j / e.known_s AS own_dynamic_w,
       e.other_dynamic_j / e.known_s AS other_dynamic_w
FROM (SELECT x.*,
             -- the reading after a gap brings the energy of the gap, too
             iif(outcome = 'good' AND
                 ifnull(lag(outcome) OVER (PARTITION BY domain ORDER BY interval), 'good') <> 'gap',
                 nullif(y.end_s - y.begin_s, 0), NULL) AS known_s
      FROM interval_energy x JOIN interval y ON y.id = x.interval) e
JOIN interval i ON i.id = e.interval JOIN domain d ON d.id = e.domain
JOIN domain_total t ON t.domain = e.domain;
CREATE VIEW summary AS  -- the run in one row; the energies add up the "total" domains and are NULL without one
SELECT run.name,
       (SELECT group_concat(value, ' ') FROM (SELECT value FROM argument ORDER BY position)) AS command,
       strftime('%Y-%m-%dT%H:%M:%SZ', run.started_utc_ns / 1000000000, 'unixepoch') AS started_utc,
       run_end.complete, run_end.wall_s, run_end.cpu_user_s + run_end.cpu_system_s AS cpu_s, run_end.peak_rss_bytes,
       sum(t.gross_j) AS gross_j, sum(t.idle_j) AS idle_j, sum(t.tree_dynamic_j) AS tree_dynamic_j,
       sum(t.tree_static_j) AS tree_static_j, group_concat(DISTINCT d.kind) AS kinds,
       carbon.intensity_g_per_j * 3.6e6 AS intensity_g_per_kwh, carbon.place, carbon.pue
FROM run, run_end, carbon LEFT JOIN domain d ON d.role = 'total' LEFT JOIN domain_total t ON t.domain = d.id;
CREATE VIEW function_use AS  -- what each function used by itself, without what it called
SELECT f.name, f.file, f.first_line, f.language, m.path AS module, sum(u.samples) AS samples,
       sum(u.cpu_s) AS cpu_s, sum(u.dynamic_j) AS dynamic_j, sum(u.static_j) AS static_j
FROM stack_use u JOIN stack s ON s.id = u.stack
JOIN location_line l ON l.location = s.location AND l.position = 0
JOIN function f ON f.id = l.function LEFT JOIN module m ON m.id = f.module
GROUP BY f.id ORDER BY cpu_s DESC;
COMMIT;
